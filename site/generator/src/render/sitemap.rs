//! Renders the sitemap.

use std::collections::BTreeMap;

use tera::{Map, Value};
use view::ExcludePaginated;

use super::Renderer;
use crate::fault::Outcome;
use crate::templates::Origin;

/// At most this many addresses in one file; Zola's number.
const PER_FILE: usize = 30_000;

type Entries<'a> = BTreeMap<String, (Option<&'a String>, Value)>;

impl Renderer<'_> {
    pub(super) fn sitemap(&self) -> Outcome<()> {
        let entries: Vec<Value> = self
            .sitemap_entries()
            .into_iter()
            .map(entry_value)
            .collect();
        if entries.len() < PER_FILE {
            return self.sitemap_file("sitemap.xml", &entries);
        }
        let mut files = Vec::new();
        for (at, part) in entries.chunks(PER_FILE).enumerate() {
            let name = format!("sitemap{}.xml", at + 1);
            self.sitemap_file(&name, part)?;
            files.push(Value::from(self.settings.config.file_url(&name)));
        }
        let mut context = self.context(&self.settings.config.default_language);
        context.remove("lang");
        context.insert_value("sitemaps", Value::from(files));
        let text = self.templates.render(
            "split_sitemap_index.xml",
            &context,
            &Origin::Named("`sitemap.xml`"),
        )?;
        self.put("sitemap.xml", &text)
    }

    fn sitemap_file(&self, name: &str, entries: &[Value]) -> Outcome<()> {
        let mut context = self.context(&self.settings.config.default_language);
        context.remove("lang");
        context.insert_value("entries", Value::from(entries));
        let text = self.templates.render(
            "sitemap.xml",
            &context,
            &Origin::Named(&format!("`{name}`")),
        )?;
        self.put(name, &text)
    }

    /// The addresses of the sitemap, in the order of their bytes.
    fn sitemap_entries(&self) -> Entries<'_> {
        let graph = &self.site.graph;
        let with_pagers =
            self.settings.config.exclude_paginated_pages_in_sitemap == ExcludePaginated::None;
        let mut entries = Entries::new();
        for page in graph.pages.iter().filter(|page| page.matter.render) {
            let changed = page.matter.updated.as_ref().or(page.matter.date.as_ref());
            entries
                .entry(page.document.permalink.clone())
                .or_insert((changed, page.matter.extra.clone()));
        }
        for section in &graph.sections {
            let permalink = &section.document.permalink;
            if section.matter.render {
                entries
                    .entry(permalink.clone())
                    .or_insert((None, section.matter.extra.clone()));
            }
            if let Some(by) = section.matter.paginated().filter(|_| with_pagers) {
                let word = &section.matter.paginate_path;
                add_pagers(&mut entries, section.pages.len().div_ceil(by), |number| {
                    format!("{permalink}{word}/{number}/")
                });
            }
        }
        self.add_taxonomies(&mut entries, with_pagers);
        entries
    }

    fn add_taxonomies(&self, entries: &mut Entries, with_pagers: bool) {
        for taxonomy in self
            .site
            .graph
            .taxonomies
            .iter()
            .filter(|taxonomy| taxonomy.kind.render)
            // Of another language that uses it nowhere, nothing is written.
            .filter(|it| !it.terms.is_empty() || it.lang == self.settings.config.default_language)
        {
            entries
                .entry(taxonomy.permalink.clone())
                .or_insert((None, Value::none()));
            let word = taxonomy.kind.paginate_path.as_deref().unwrap_or("page");
            for term in &taxonomy.terms {
                entries
                    .entry(term.permalink.clone())
                    .or_insert((None, Value::none()));
                if let Some(by) = taxonomy
                    .kind
                    .paginate_by
                    .filter(|&by| by > 0 && with_pagers)
                {
                    let of = |number| {
                        self.settings
                            .config
                            .permalink(&format!("{}{word}/{number}/", term.path))
                    };
                    add_pagers(entries, term.pages.len().div_ceil(by), of);
                }
            }
        }
    }
}

fn add_pagers(entries: &mut Entries, count: usize, address: impl Fn(usize) -> String) {
    for number in 1..=count {
        entries
            .entry(address(number))
            .or_insert((None, Value::none()));
    }
}

fn entry_value((permalink, (updated, extra)): (String, (Option<&String>, Value))) -> Value {
    let fields = [
        ("permalink", Value::from(permalink)),
        ("updated", Value::from(updated.map(String::as_str))),
        ("extra", extra),
    ];
    Value::from(
        fields
            .into_iter()
            .map(|(key, value)| (key.into(), value))
            .collect::<Map>(),
    )
}
