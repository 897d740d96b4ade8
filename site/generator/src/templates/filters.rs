//! Zola's filters and tests that only pages of the generator have: their data would weigh down every Lambda.

use tera::Tera;
use tera_contrib::{dates, regex, slug};

/// Registers each in place of its stand-in, which says that it works only here.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("date", dates::date);
    tera.register_filter("regex_replace", regex::RegexReplace::default());
    tera.register_filter("striptags", regex::striptags);
    tera.register_filter("spaceless", regex::spaceless);
    tera.register_filter("slugify", slug::slug);
    tera.register_test("matching", regex::Matching::default());
}
