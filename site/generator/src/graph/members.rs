//! Which section a page or section belongs to, and what it inherits from there.

use view::{Config, join};

use super::{ContentRef, Graph};

impl Graph {
    /// Fills in sections' pages and subsections, ancestors, neighbours and language versions.
    pub(super) fn relate(&mut self, config: &Config) {
        if config.languages.len() > 1 {
            self.find_versions();
        }
        self.relate_sections();
        for page in 0..self.pages.len() {
            if self.pages[page].matter.render {
                self.place(page, config);
            }
        }
        for section in 0..self.sections.len() {
            self.order(section);
        }
    }

    fn find_versions(&mut self) {
        for entry in self.entries().collect::<Vec<_>>() {
            let is_rendered = matches!(entry, ContentRef::Section(_))
                || matches!(entry, ContentRef::Page(at) if self.pages[at].matter.render);
            if is_rendered {
                let canonical = self.document(entry).source.canonical();
                self.versions.entry(canonical).or_default().push(entry);
            }
        }
    }

    fn relate_sections(&mut self) {
        for at in 0..self.sections.len() {
            let source = &self.sections[at].document.source;
            let index = source.file_name().to_owned();
            let Some((_, above)) = source.components.split_last() else {
                continue;
            };
            let mut ancestors = vec![index.clone()];
            let mut folder = String::new();
            for component in above {
                folder = join(&folder, component);
                let relative = join(&folder, &index);
                if self.section_at(&relative).is_some() {
                    ancestors.push(relative);
                }
            }
            let parent = self.section_at(&join(&folder, &index));
            self.sections[at].document.ancestors = ancestors;
            if let Some(parent) = parent {
                self.sections[parent].subsections.push(at);
            }
        }
        let weights: Vec<usize> = self
            .sections
            .iter()
            .map(|section| section.matter.weight)
            .collect();
        for section in &mut self.sections {
            section.subsections.sort_by_key(|&at| weights[at]);
        }
    }

    /// Puts a page into its section, and into those above as long as sections are transparent.
    fn place(&mut self, page: usize, config: &Config) {
        let source = &self.pages[page].document.source;
        let index = match source.lang.as_str() {
            lang if lang == config.default_language => "_index.md".to_owned(),
            lang => format!("_index.{lang}.md"),
        };
        let mut folder = source.parent.clone();
        while let Some(parent) = self.section_at(&join(&folder, &index)) {
            self.sections[parent].pages.push(page);
            let section = &self.sections[parent].document;
            let mut ancestors = section.ancestors.clone();
            ancestors.push(section.source.relative.clone());
            let template = ancestors.iter().rev().find_map(|ancestor| {
                let at = self.section_at(ancestor)?;
                self.sections[at].matter.page_template.clone()
            });
            let page = &mut self.pages[page];
            page.template = page.template.take().or(template);
            page.document.ancestors = ancestors;
            if !self.sections[parent].matter.transparent || folder.is_empty() {
                break;
            }
            folder = folder
                .rsplit_once('/')
                .map_or("", |(above, _)| above)
                .to_owned();
        }
    }

    /// Orders a section's pages and makes neighbours of them.
    fn order(&mut self, section: usize) {
        let Some(sorted) = super::sort::sorted(
            &self.sections[section].pages,
            &self.pages,
            self.sections[section].matter.sort_by,
        ) else {
            return;
        };
        if !self.sections[section].matter.transparent {
            for pair in sorted.pages.windows(2) {
                self.pages[pair[0]].higher = Some(pair[1]);
                self.pages[pair[1]].lower = Some(pair[0]);
            }
        }
        self.sections[section].pages = sorted.pages;
        let left_out = sorted.left_out.into_iter();
        self.left_out.extend(left_out.map(|page| (page, section)));
    }
}
