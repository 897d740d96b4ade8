//! How much a person reads and touches on the way through pages.

use std::fmt;

use scraper::{ElementRef, Html, Selector};

/// Characters of Japanese that somebody who is no quick reader takes in a second.
pub const CHARACTERS_A_SECOND: usize = 8;

/// Pages seen so far, with what was read and touched on them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Path and characters of each page, in the order seen.
    pub pages: Vec<(String, usize)>,
    /// Choices made, fields typed into and buttons pressed.
    pub touches: usize,
}

impl Reading {
    /// Characters of all pages.
    pub fn characters(&self) -> usize {
        self.pages.iter().map(|(_, characters)| characters).sum()
    }

    /// Seconds of reading at [`CHARACTERS_A_SECOND`].
    pub fn seconds(&self) -> usize {
        self.characters() / CHARACTERS_A_SECOND
    }

    /// Adds a page that was shown.
    pub(crate) fn saw(&mut self, path: &str, html: &str) {
        self.pages.push((path.to_owned(), characters(html)));
    }
}

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (minutes, seconds) = (self.seconds() / 60, self.seconds() % 60);
        write!(
            f,
            "{} pages, {} characters, {minutes}:{seconds:02} min of reading, {} touches",
            self.pages.len(),
            self.characters(),
            self.touches
        )
    }
}

/// The characters that are seen in `main` without unfolding anything: of closed `details` their summaries.
pub fn characters(html: &str) -> usize {
    let document = Html::parse_document(html);
    let main = Selector::parse("main").expect("a selector");
    let main = document.select(&main).next();
    main.map_or(0, |main| of(&main))
}

fn of(element: &ElementRef<'_>) -> usize {
    let (name, has) = (element.value().name(), |attribute| {
        element.value().attr(attribute).is_some()
    });
    let class = |class: &&str| ["hidden", "trap", "print-only"].contains(class);
    let unseen = ["title", "desc", "script", "datalist"].contains(&name)
        || has("hidden")
        || element.value().classes().any(|own| class(&own));
    if unseen || is_not_asked(element) {
        return 0;
    }
    let folded = name == "details" && !has("open");
    let parts = element
        .children()
        .map(|child| match ElementRef::wrap(child) {
            Some(inner) if !folded || inner.value().name() == "summary" => of(&inner),
            Some(_) => 0,
            None if folded => 0,
            None => child.value().as_text().map_or(0, |text| {
                text.chars().filter(|c| !c.is_whitespace()).count()
            }),
        });
    parts.sum()
}

/// Whether it is the question that the page's style shows only once 特に大切な情報 is chosen.
fn is_not_asked(element: &ElementRef<'_>) -> bool {
    let finds = |within: &ElementRef<'_>, selector: &str| {
        let selector = Selector::parse(selector).expect("a selector");
        within.select(&selector).next().is_some()
    };
    let is_it = element.value().name() == "fieldset" && finds(element, "[name=removable]");
    let form = element.ancestors().filter_map(ElementRef::wrap);
    let mut form = form.filter(|around| around.value().name() == "form");
    is_it
        && form.next().is_some_and(|form| {
            finds(&form, "[name=secrecy]") && !finds(&form, "[name=secrecy][value=s3][checked]")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_folded_away_counts_by_its_summary_alone() {
        let page = "<header>町</header><main><h1>三 文字</h1><p class=\"hidden\">読まない</p>\
            <details><summary>二字</summary><p>中の文</p></details>\
            <details open><summary>二字</summary><p>中の文</p></details></main>";
        assert_eq!(characters(page), 3 + 2 + 2 + 3);
    }
}
