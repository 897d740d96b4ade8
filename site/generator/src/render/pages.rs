//! Renders pages, sections, taxonomies, redirects and the small files.

use std::path::Path;
use std::sync::PoisonError;

use tera::{Context, Value};

use super::pagination::Pager;
use super::{Job, Renderer};
use crate::content::Document;
use crate::fault::Outcome;
use crate::graph::Taxonomy;
use crate::lookup::watched;
use crate::markdown::is_external;
use crate::output::{file_of, file_of_alias};
use crate::templates::Origin;
use crate::values::kind_value;

impl Renderer<'_> {
    /// Does one job.
    pub(super) fn job(&self, job: &Job) -> Outcome<()> {
        match job {
            Job::Page(at) => self.page(*at),
            Job::Section(at) => self.section(*at),
            Job::SectionPager(at, pager) => self.section_pager(*at, pager),
            Job::TaxonomyList(at) => self.taxonomy_list(*at),
            Job::Term(at, number) => self.term(*at, *number),
            Job::TermPager(at, number, pager) => self.term_pager(*at, *number, pager),
            Job::Alias(from, to) => self.alias(from, to),
            Job::SiteFeeds(lang) => self.site_feeds(lang),
            Job::SectionFeeds(at) => self.section_feeds(*at),
            Job::TermFeeds(at, number) => self.term_feeds(*at, *number),
            Job::Sitemap => self.sitemap(),
            Job::Robots => self.small("robots.txt"),
            Job::NotFound => self.small("404.html"),
        }
    }

    fn page(&self, at: usize) -> Outcome<()> {
        let page = &self.site.graph.pages[at];
        let document = &page.document;
        let path = file_of(&document.path);
        if self.unchanged.contains(&at) {
            self.output.keep(&path);
            return self.assets(document, document.path.trim_matches('/'));
        }
        let mut context = self.document_context(document);
        context.insert_value("page", self.site.values.page(&self.site.graph, at));
        let template = page.template_name();
        let (html, looked_around) = watched(|| {
            self.templates
                .render(template, &context, &Origin::Document(document))
        });
        if looked_around {
            self.looked_around
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(at);
        }
        self.put(&path, &html?)?;
        self.assets(document, document.path.trim_matches('/'))
    }

    fn document_context(&self, document: &Document) -> Context {
        let mut context = self.context(&document.source.lang);
        context.insert("current_url", &document.permalink);
        context.insert("current_path", &document.path);
        context
    }

    /// Copies the files beside a content file into a folder of the output.
    fn assets(&self, document: &Document, folder: &str) -> Outcome<()> {
        let own = document.file.parent().unwrap_or(Path::new(""));
        for asset in &document.assets {
            let relative = asset.strip_prefix(own).unwrap_or(asset).to_string_lossy();
            self.output
                .copy_asset(asset, &view::join(folder, &relative))?;
        }
        Ok(())
    }

    fn section(&self, at: usize) -> Outcome<()> {
        let section = &self.site.graph.sections[at];
        let document = &section.document;
        let folder = self.section_folder(document);
        if let Some(target) = &section.matter.redirect_to {
            let url = if is_external(target) {
                target.clone()
            } else {
                self.settings.config.permalink(target)
            };
            return self.put(&file_of(&folder), &self.templates.redirect(&url)?);
        }
        let mut context = self.document_context(document);
        context.insert_value("section", self.site.values.section(&self.site.graph, at));
        let html = self.templates.render(
            section.template_name(),
            &context,
            &Origin::Document(document),
        )?;
        self.put(&file_of(&folder), &html)?;
        self.assets(document, &folder)
    }

    /// The folder of a section below the output folder.
    fn section_folder(&self, document: &Document) -> String {
        let lang = &document.source.lang;
        let lang = if *lang == self.settings.config.default_language {
            ""
        } else {
            lang
        };
        view::join(lang, &document.source.components.join("/"))
    }

    fn section_pager(&self, at: usize, pager: &Pager) -> Outcome<()> {
        let section = &self.site.graph.sections[at];
        let document = &section.document;
        let mut context = self.context(&document.source.lang);
        context.insert_value("section", self.site.values.section(&self.site.graph, at));
        let folder = self.section_folder(document);
        self.pager(
            pager,
            context,
            section.template_name(),
            &folder,
            &Origin::Document(document),
        )
    }

    /// Renders one part of a list; the first one also gets a redirect from its number.
    fn pager(
        &self,
        pager: &Pager,
        mut context: Context,
        template: &str,
        folder: &str,
        origin: &Origin,
    ) -> Outcome<()> {
        context.insert("current_url", pager.permalink());
        context.insert("current_path", &pager.path);
        context.insert_value("paginator", pager.value(self.site));
        let html = self.templates.render(template, &context, origin)?;
        let numbered = view::join(
            &view::join(folder, pager.of.word.trim_matches('/')),
            &pager.number.to_string(),
        );
        if pager.number > 1 {
            return self.put(&file_of(&numbered), &html);
        }
        self.put(&file_of(folder), &html)?;
        self.put(
            &file_of(&numbered),
            &self.templates.redirect(&pager.of.permalink)?,
        )
    }

    fn taxonomy_context(&self, taxonomy: &Taxonomy) -> Context {
        let mut context = self.context(&taxonomy.lang);
        context.insert_value("taxonomy", kind_value(&taxonomy.kind));
        context
    }

    /// The taxonomy's own template if there is one, else the common one.
    fn taxonomy_template(&self, taxonomy: &Taxonomy, kind: &str) -> String {
        let own = format!("{}/{kind}.html", taxonomy.kind.name);
        if self.templates.has(&own) {
            own
        } else {
            format!("taxonomy_{kind}.html")
        }
    }

    fn taxonomy_list(&self, at: usize) -> Outcome<()> {
        let taxonomy = &self.site.graph.taxonomies[at];
        let mut context = self.taxonomy_context(taxonomy);
        let value = &self.site.values.taxonomy(&self.site.graph, at).value;
        context.insert_value(
            "terms",
            value
                .get_from_path("items")
                .cloned()
                .unwrap_or_else(Value::none),
        );
        context.insert("current_url", &taxonomy.permalink);
        context.insert("current_path", &taxonomy.path);
        let name = format!("the taxonomy `{}`", taxonomy.kind.name);
        let html = self.templates.render(
            &self.taxonomy_template(taxonomy, "list"),
            &context,
            &Origin::Named(&name),
        )?;
        self.put(&file_of(&taxonomy.path), &html)
    }

    fn term_context(&self, at: usize, number: usize) -> Context {
        let taxonomy = &self.site.graph.taxonomies[at];
        let mut context = self.taxonomy_context(taxonomy);
        let terms = &self.site.values.taxonomy(&self.site.graph, at).terms;
        context.insert_value(
            "term",
            terms
                .get(&taxonomy.terms[number].slug)
                .cloned()
                .unwrap_or_else(Value::none),
        );
        context
    }

    fn term(&self, at: usize, number: usize) -> Outcome<()> {
        let taxonomy = &self.site.graph.taxonomies[at];
        let term = &taxonomy.terms[number];
        let mut context = self.term_context(at, number);
        context.insert("current_url", &term.permalink);
        context.insert("current_path", &term.path);
        let name = format!("the term `{}` of `{}`", term.name, taxonomy.kind.name);
        let html = self.templates.render(
            &self.taxonomy_template(taxonomy, "single"),
            &context,
            &Origin::Named(&name),
        )?;
        self.put(&file_of(&term.path), &html)
    }

    fn term_pager(&self, at: usize, number: usize, pager: &Pager) -> Outcome<()> {
        let taxonomy = &self.site.graph.taxonomies[at];
        let term = &taxonomy.terms[number];
        let name = format!("the term `{}` of `{}`", term.name, taxonomy.kind.name);
        let template = self.taxonomy_template(taxonomy, "single");
        let context = self.term_context(at, number);
        self.pager(
            pager,
            context,
            &template,
            term.path.trim_matches('/'),
            &Origin::Named(&name),
        )
    }

    fn alias(&self, from: &str, to: &str) -> Outcome<()> {
        self.put(&file_of_alias(from), &self.templates.redirect(to)?)
    }

    /// Renders a template into the file of the same name.
    fn small(&self, name: &str) -> Outcome<()> {
        let context = self.context(&self.settings.config.default_language);
        let text = self
            .templates
            .render(name, &context, &Origin::Named(&format!("`{name}`")))?;
        self.put(name, &text)
    }
}
