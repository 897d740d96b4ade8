//! Addresses: which words share one, which things may not, and which none may have.

use super::*;

#[test]
fn two_words_with_one_simplified_name_are_not_merged() {
    let built = Built::case("two-keywords-one-address/site");
    let error = built.error();
    for words in [
        "`水` and `税`",
        "content/a.md",
        "content/b.md",
        "`庭` and `町`",
        "content/c.md",
        "content/d.md",
    ] {
        assert!(error.contains(words), "{words}: {error}");
    }
    assert!(!error.contains("AI"), "{error}");
}

#[test]
fn no_address_leads_out_of_its_folder() {
    let config = format!("{CONFIG}[slugify]\ntaxonomies = 'off'\n[[taxonomies]]\nname = 'tags'\n");
    for matter in [
        "path = '../../outside/'",
        "path = 'a/./b'",
        "aliases = ['../outside/']",
        "[taxonomies]\ntags = ['..']",
        "[taxonomies]\ntags = ['../../../outside']",
    ] {
        let page = format!("+++\ntitle = 'p'\n{matter}\n+++\n");
        let built = Built::site(&config, &[("content/a.md", &page)]);
        let error = built.error();
        assert!(
            error.contains("leads out of its folder"),
            "{matter}: {error}"
        );
        assert!(error.contains("content/a.md"), "{matter}: {error}");
    }
    let page =
        "+++\ntitle = 'p'\naliases = ['/..hidden../a/']\n[taxonomies]\ntags = ['v1..2']\n+++\n";
    Built::site(&config, &[("content/a.md", page)]).text("..hidden../a/index.html");
}

#[test]
fn a_word_in_two_pieces_is_the_same_word_and_words_without_pages_need_no_address() {
    let page = |tag: &str| format!("+++\ntitle = 'p'\n[taxonomies]\ntags = ['{tag}']\n+++\n");
    let config = format!("{CONFIG}taxonomies = [{{ name = 'tags' }}]\n");
    let files = [
        ("content/a.md", page("が")),
        ("content/b.md", page("か\u{3099}")),
        ("content/c.md", page("か")),
    ];
    let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
    let built = Built::site(&config, &files);
    assert!(built.text("tags/ga/index.html").contains("が"));
    let config = format!("{CONFIG}taxonomies = [{{ name = 'tags', render = false }}]\n");
    let (a, b) = (page("税"), page("水"));
    Built::site(&config, &[("content/a.md", &a), ("content/b.md", &b)]).text("a/index.html");
}

#[test]
fn signs_tell_words_apart_and_spellings_do_not() {
    let page = |tags: &str| format!("+++\ntitle = 'p'\n[taxonomies]\ntags = [{tags}]\n+++\n");
    let config = format!("{CONFIG}taxonomies = [{{ name = 'tags' }}]\n");
    let of = |a: &str, b: &str| {
        let (a, b) = (page(a), page(b));
        Built::site(&config, &[("content/a.md", &a), ("content/b.md", &b)])
    };
    for (a, b) in [("'C++'", "'C#'"), ("'100%'", "'100'"), ("'R&D'", "'R D'")] {
        assert!(
            of(a, b).error().contains("have the same address"),
            "{a} {b}"
        );
    }
    for (a, b) in [
        ("'ai'", "'AI'"),
        ("'Data Entry'", "'data-entry'"),
        ("'データ入力'", "'ﾃﾞｰﾀ入力'"),
    ] {
        assert!(of(a, b).report.is_ok(), "{a} {b}: {}", of(a, b).error());
    }
    assert!(
        of("'！'", "'x'")
            .error()
            .contains("nothing of the term `！` of `tags` is left")
    );
    let once = of("'AI', 'AI'", "'x'").text("tags/ai/index.html");
    assert_eq!(once, "AI: p ");
}

#[test]
fn two_taxonomies_or_an_alias_never_overwrite_in_silence() {
    let config = format!("{CONFIG}taxonomies = [{{ name = '税' }}, {{ name = '水' }}]\n");
    let page = "+++\ntitle = 'p'\n[taxonomies]\n'税' = ['a']\n'水' = ['b']\n+++\n";
    let built = Built::site(&config, &[("content/a.md", page)]);
    assert!(
        built
            .error()
            .contains("the taxonomy `税` and the taxonomy `水` have the same address `/shui/`")
    );
    let files = [
        ("content/about.md", "+++\n+++\n"),
        ("content/b.md", "+++\naliases = ['about']\n+++\n"),
    ];
    let built = Built::site(CONFIG, &files);
    assert!(
        built.error().contains("two files have the address"),
        "{}",
        built.error()
    );
    let itself = [("content/about.md", "+++\naliases = ['about']\n+++\nWords\n")];
    assert!(
        Built::site(CONFIG, &itself)
            .text("about/index.html")
            .contains("Words")
    );
}

/// Lists, feeds and files beside a page have addresses too: what two would write is refused, and never one or the other.
#[test]
fn what_two_would_write_is_refused_whatever_they_are() {
    let base = "base_url = \"https://example.jp\"\n";
    let list = "+++\nsort_by = \"title\"\npaginate_by = 1\n";
    let feed = "+++\nsort_by = \"date\"\ngenerate_feeds = true\n+++\n";
    let part = format!("{list}+++\n");
    let bare = format!("{list}paginate_path = \"\"\n+++\n");
    let page = |title: &str| format!("+++\ntitle = \"{title}\"\ndate = 2026-01-01\n+++\nMINE\n");
    let (a, b) = (page("a"), page("b"));
    let cases: [(&str, Vec<(&str, &str)>); 4] = [
        (
            "s/page/2/index.html",
            vec![
                ("content/s/_index.md", &part),
                ("content/s/a.md", &a),
                ("content/s/b.md", &b),
                ("content/s/page/2.md", &a),
            ],
        ),
        (
            "s/2/index.html",
            vec![
                ("content/s/_index.md", &bare),
                ("content/s/a.md", &a),
                ("content/s/2.md", &b),
            ],
        ),
        (
            "s/atom.xml",
            vec![
                ("content/s/_index.md", feed),
                ("content/s/a.md", &a),
                ("content/s/atom.xml", "ASSET"),
            ],
        ),
        (
            "b/c/index.html",
            vec![
                ("content/b/index.md", &a),
                ("content/b/c/index.html", "ASSET"),
                ("content/d.md", "+++\npath = \"b/c\"\n+++\n"),
            ],
        ),
    ];
    for (path, files) in cases {
        let built = Built::site(base, &files);
        assert!(
            built.error().contains(&format!("public/{path}")),
            "{}",
            built.error()
        );
    }
}

#[test]
fn the_feed_of_a_home_is_the_one_of_its_language() {
    let base = "base_url = \"https://example.jp\"\n";
    let page = |title: &str| format!("+++\ntitle = \"{title}\"\ndate = 2026-01-01\n+++\n");
    let (a, b) = (page("a"), page("b"));
    let files = [
        (
            "content/_index.md",
            "+++\ntitle = \"Home\"\nsort_by = \"date\"\ngenerate_feeds = true\n+++\n",
        ),
        ("content/a.md", a.as_str()),
        ("content/s/_index.md", "+++\n+++\n"),
        ("content/s/b.md", b.as_str()),
    ];
    let built = Built::site(
        &format!("{base}title = \"T\"\ngenerate_feeds = true\n"),
        &files,
    );
    let feed = built.text("atom.xml");
    assert!(
        feed.contains("<title>T</title>") && feed.contains("/s/b/"),
        "{feed}"
    );
}

#[test]
fn words_that_nobody_can_tell_apart_are_one_word() {
    let base = "base_url = \"https://example.jp\"\ntaxonomies = [{ name = \"tags\" }]\n";
    for (one, other) in [
        ("10〜20人", "10～20人"),
        ("9−17時", "9-17時"),
        ("データ", "\u{200e}データ"),
        ("葛", "葛\u{e0100}"),
        ("“値”", "\\\"値\\\""),
    ] {
        let page = |term: &str| format!("+++\n[taxonomies]\ntags = [\"{term}\"]\n+++\n");
        let (a, b) = (page(one), page(other));
        let files = [("content/a.md", a.as_str()), ("content/b.md", b.as_str())];
        let built = Built::site(base, &files);
        assert!(built.report.is_ok(), "{one}: {}", built.error());
    }
    // In two pieces, in a template too.
    let page = "+++\n[taxonomies]\ntags = [\"か\u{3099}\"]\n[extra]\nt = \"か\u{3099}\"\n+++\n";
    let url = "{{ get_taxonomy_url(kind=\"tags\", term=page.extra.t) }}";
    let files = [("content/a.md", page), ("templates/page.html", url)];
    assert_eq!(
        Built::site(base, &files).text("a/index.html"),
        "https://example.jp/tags/ga/"
    );
}

#[test]
fn a_language_without_any_term_has_no_address_for_them() {
    let config = "base_url = \"https://example.jp\"\ndefault_language = \"ja\"\n\
        taxonomies = [{ name = \"tags\" }]\n[languages.en]\n";
    let files = [
        ("content/a.md", "+++\n[taxonomies]\ntags = [\"x\"]\n+++\n"),
        ("content/a.en.md", "+++\n+++\n"),
        ("content/tags.en.md", "+++\ntitle = \"Tags\"\n+++\n"),
    ];
    let built = Built::site(config, &files);
    assert!(built.text("en/tags/index.html").contains("<title>Tags"));
    let files = &files[..2];
    assert!(
        !Built::site(config, files)
            .text("sitemap.xml")
            .contains("/en/tags/")
    );
}

#[test]
fn what_lies_below_a_pages_own_folder_is_what_it_offers() {
    let files = [
        ("content/b/index.md", "+++\n+++\n"),
        ("content/b/sub/notes.markdown", "NOTES"),
    ];
    let built = Built::site("base_url = \"https://example.jp\"\n", &files);
    assert_eq!(built.text("b/sub/notes.markdown"), "NOTES");
}
