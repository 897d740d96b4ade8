//! Renders feeds.

use tera::{Map, Value};

use super::Renderer;
use crate::content::moment;
use crate::fault::Outcome;
use crate::templates::Origin;

/// The pages of a feed.
struct Entries {
    pages: Value,
    last_updated: Option<String>,
}

impl Renderer<'_> {
    pub(super) fn site_feeds(&self, lang: &str) -> Outcome<()> {
        let pages = &self.site.graph.pages;
        let own: Vec<usize> = (0..pages.len())
            .filter(|&at| pages[at].document.source.lang == lang)
            .collect();
        let folder = if lang == self.settings.config.default_language {
            ""
        } else {
            lang
        };
        self.feeds(lang, &own, folder, &[])
    }

    pub(super) fn section_feeds(&self, at: usize) -> Outcome<()> {
        let section = &self.site.graph.sections[at];
        let folder = section.document.path.trim_matches('/');
        let value = self.site.values.section(&self.site.graph, at);
        self.feeds(
            &section.document.source.lang,
            &section.pages,
            folder,
            &[("section", value)],
        )
    }

    pub(super) fn term_feeds(&self, at: usize, number: usize) -> Outcome<()> {
        let taxonomy = &self.site.graph.taxonomies[at];
        let term = &taxonomy.terms[number];
        let fields = [
            ("name", &term.name),
            ("slug", &term.slug),
            ("permalink", &term.permalink),
        ];
        let value: Map = fields
            .into_iter()
            .map(|(key, text)| (key.into(), Value::from(text.as_str())))
            .collect();
        let own = [
            ("taxonomy", crate::values::kind_value(&taxonomy.kind)),
            ("term", Value::from(value)),
        ];
        let folder = term.path.trim_matches('/');
        self.feeds(&taxonomy.lang, &term.pages, folder, &own)
    }

    /// Renders all feeds of a list into a folder.
    fn feeds(
        &self,
        lang: &str,
        pages: &[usize],
        folder: &str,
        own: &[(&'static str, Value)],
    ) -> Outcome<()> {
        let entries = self.entries(pages);
        let config = &self.settings.config;
        let names = config
            .language(lang)
            .map(|own| own.feed_filenames.as_slice())
            .unwrap_or_default();
        for name in names {
            let path = view::join(folder, name);
            let mut context = self.context(lang);
            context.insert_value("pages", entries.pages.clone());
            context.insert("feed_url", &config.file_url(&path));
            context.insert("home_url", &config.home_url(lang));
            if let Some(updated) = &entries.last_updated {
                context.insert("last_updated", updated);
            }
            for (key, value) in own {
                context.insert_value(*key, value.clone());
            }
            let text = self.templates.render(
                name,
                &context,
                &Origin::Named(&format!("the feed `{path}`")),
            )?;
            self.put(&path, &text)?;
        }
        Ok(())
    }

    /// The dated pages that feeds may show, newest first, up to the limit; the last change is over all of them.
    fn entries(&self, numbers: &[usize]) -> Entries {
        let graph = &self.site.graph;
        let mut dated: Vec<_> = numbers
            .iter()
            .map(|&at| (at, &graph.pages[at]))
            .filter(|(_, page)| page.matter.render && page.matter.include_in_feeds)
            .filter_map(|(at, page)| Some((moment(page.matter.date.as_deref()?)?, at, page)))
            .collect();
        dated.sort_by(|(a, _, x), (b, _, y)| {
            b.cmp(a)
                .then_with(|| x.document.permalink.cmp(&y.document.permalink))
        });
        let updated = dated
            .iter()
            .filter_map(|(.., page)| page.matter.updated.as_ref());
        let newest = dated
            .first()
            .and_then(|(.., page)| page.matter.date.as_ref());
        let last_updated = updated
            .chain(newest)
            .max_by_key(|date| moment(date))
            .cloned();
        let limit = self.settings.config.feed_limit.unwrap_or(usize::MAX);
        let pages = dated
            .iter()
            .take(limit)
            .map(|(_, at, _)| self.site.values.page(graph, *at))
            .collect::<Vec<_>>();
        Entries {
            pages: Value::from(pages),
            last_updated,
        }
    }
}
