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
        // Zola gives the feeds of other languages the address of the default language's feed.
        self.feeds(lang, &own, (folder, ""), &[])
    }

    pub(super) fn section_feeds(&self, at: usize) -> Outcome<()> {
        let section = &self.site.graph.sections[at];
        let folder = section.document.path.trim_matches('/');
        let value = self.site.values.section(&self.site.graph, at);
        self.feeds(
            &section.document.source.lang,
            &section.pages,
            (folder, folder),
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
        self.feeds(&taxonomy.lang, &term.pages, (folder, folder), &own)
    }

    /// Renders all feeds of a list; `folders` are that of the file and that of its address.
    fn feeds(
        &self,
        lang: &str,
        pages: &[usize],
        folders: (&str, &str),
        own: &[(&'static str, Value)],
    ) -> Outcome<()> {
        let entries = self.entries(pages);
        let names = self
            .settings
            .config
            .language(lang)
            .map(|own| own.feed_filenames.as_slice())
            .unwrap_or_default();
        for name in names {
            let mut context = self.context(lang);
            context.insert_value("pages", entries.pages.clone());
            context.insert(
                "feed_url",
                &self.settings.config.permalink(&view::join(folders.1, name)),
            );
            if let Some(updated) = &entries.last_updated {
                context.insert("last_updated", updated);
            }
            for (key, value) in own {
                context.insert_value(*key, value.clone());
            }
            let path = view::join(folders.0, name);
            let text = self.templates.render(
                name,
                &context,
                &Origin::Named(&format!("the feed `{path}`")),
            )?;
            self.put(&path, &text)?;
        }
        Ok(())
    }

    /// The dated pages, newest first, up to the limit; the last change is over all of them, as in Zola.
    fn entries(&self, numbers: &[usize]) -> Entries {
        let graph = &self.site.graph;
        let mut dated: Vec<_> = numbers
            .iter()
            .filter(|&&at| graph.pages[at].matter.render)
            .filter_map(|&at| Some((moment(graph.pages[at].matter.date.as_deref()?)?, at)))
            .collect();
        dated.sort_by(|(a, x), (b, y)| {
            b.cmp(a).then_with(|| {
                graph.pages[*x]
                    .document
                    .permalink
                    .cmp(&graph.pages[*y].document.permalink)
            })
        });
        let updated = dated
            .iter()
            .filter_map(|(_, at)| graph.pages[*at].matter.updated.as_ref());
        let newest = dated
            .first()
            .and_then(|(_, at)| graph.pages[*at].matter.date.as_ref());
        let last_updated = updated.chain(newest).max().cloned();
        let limit = self.settings.config.feed_limit.unwrap_or(usize::MAX);
        let pages = dated
            .iter()
            .take(limit)
            .map(|(_, at)| self.site.values.page(graph, *at))
            .collect::<Vec<_>>();
        Entries {
            pages: Value::from(pages),
            last_updated,
        }
    }
}
