//! Which files a site has.

use crate::graph::Graph;
use crate::output::{file_of, file_of_alias};
use crate::settings::Settings;

use super::pagination::{Pager, section_pagers, term_pagers};

/// One or a few files to write.
#[derive(Debug)]
pub enum Job {
    /// A page and the files beside it.
    Page(usize),
    /// A section that is not paginated, and the files beside it.
    Section(usize),
    /// One part of a paginated section.
    SectionPager(usize, Pager),
    /// The list of a taxonomy's terms.
    TaxonomyList(usize),
    /// A term that is not paginated.
    Term(usize, usize),
    /// One part of a paginated term.
    TermPager(usize, usize, Pager),
    /// A redirect from one path to an address.
    Alias(String, String),
    /// The feeds of a language.
    SiteFeeds(String),
    /// The feeds of a section.
    SectionFeeds(usize),
    /// The feeds of a term.
    TermFeeds(usize, usize),
    /// `sitemap.xml`.
    Sitemap,
    /// `robots.txt`.
    Robots,
    /// `404.html`.
    NotFound,
}

/// All files of a site.
pub fn all(settings: &Settings, graph: &Graph) -> Vec<Job> {
    let config = &settings.config;
    let mut jobs = vec![Job::NotFound];
    if config.generate_sitemap {
        jobs.push(Job::Sitemap);
    }
    if config.generate_robots_txt {
        jobs.push(Job::Robots);
    }
    add_aliases(&mut jobs, graph);
    jobs.extend(graph.written_pages().into_iter().map(Job::Page));
    (0..graph.sections.len()).for_each(|at| add_section(&mut jobs, settings, graph, at));
    (0..graph.taxonomies.len()).for_each(|at| add_taxonomy(&mut jobs, graph, at));
    let with_feeds = config
        .languages
        .iter()
        .filter(|(_, own)| own.generate_feeds);
    jobs.extend(with_feeds.map(|(lang, _)| Job::SiteFeeds(lang.clone())));
    jobs
}

fn add_aliases(jobs: &mut Vec<Job>, graph: &Graph) {
    let pages = graph
        .pages
        .iter()
        .map(|page| (&page.matter.aliases, &page.document));
    let sections = graph
        .sections
        .iter()
        .map(|section| (&section.matter.aliases, &section.document));
    for (aliases, document) in pages.chain(sections) {
        let own = file_of(&document.path);
        let others = aliases.iter().filter(|alias| file_of_alias(alias) != own);
        jobs.extend(others.map(|alias| Job::Alias(alias.clone(), document.permalink.clone())));
    }
}

fn add_section(jobs: &mut Vec<Job>, settings: &Settings, graph: &Graph, at: usize) {
    let section = &graph.sections[at];
    // The feeds of a language lie where those of its home would.
    let own = settings.config.language(&section.document.source.lang);
    let is_taken = section.is_home() && own.is_some_and(|own| own.generate_feeds);
    if section.matter.generate_feeds && !is_taken {
        jobs.push(Job::SectionFeeds(at));
    }
    if !section.matter.render {
        return;
    }
    match section.matter.paginated() {
        Some(by) => jobs.extend(
            section_pagers(graph, section, by)
                .into_iter()
                .map(|pager| Job::SectionPager(at, pager)),
        ),
        None => jobs.push(Job::Section(at)),
    }
}

fn add_taxonomy(jobs: &mut Vec<Job>, graph: &Graph, at: usize) {
    let taxonomy = &graph.taxonomies[at];
    if !taxonomy.kind.render || taxonomy.terms.is_empty() {
        return;
    }
    jobs.push(Job::TaxonomyList(at));
    for (number, term) in taxonomy.terms.iter().enumerate() {
        match taxonomy.kind.paginate_by.filter(|&by| by > 0) {
            Some(by) => {
                let pagers = term_pagers(graph, taxonomy, term, by);
                jobs.extend(
                    pagers
                        .into_iter()
                        .map(|pager| Job::TermPager(at, number, pager)),
                );
            }
            None => jobs.push(Job::Term(at, number)),
        }
        if taxonomy.kind.feed {
            jobs.push(Job::TermFeeds(at, number));
        }
    }
}
