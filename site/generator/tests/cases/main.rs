//! Builds small sites as their authors write them and reads what came out as a browser, a feed reader or a search does.

mod addresses;
mod ids;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use generator::{BuildOptions, BuildReport, build};
use roxmltree::{Document, Node};
use tempfile::TempDir;

/// A built site, or why it was not built.
struct Built {
    folder: TempDir,
    report: Result<BuildReport, String>,
}

impl Built {
    fn of(root: PathBuf) -> Built {
        let folder = tempfile::tempdir().unwrap();
        let report = build(&BuildOptions {
            root,
            out: folder.path().join("public"),
            base_url: None,
            drafts: false,
        });
        let report = report.map_err(|error| error.to_string());
        Built { folder, report }
    }

    /// The site `tests/cases/<case>`.
    fn case(case: &str) -> Built {
        let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
        Built::of(cases.join(case))
    }

    /// A site of these files, with plain templates and a home page.
    fn site(config: &str, files: &[(&str, &str)]) -> Built {
        let root = tempfile::tempdir().unwrap();
        let title = "<!doctype html><title>{{ section.title }}</title>{{ section.content | safe }}";
        let plain = [
            ("config.toml", config),
            ("content/_index.md", "+++\n+++\n"),
            ("templates/index.html", title),
            ("templates/section.html", title),
            (
                "templates/page.html",
                "<!doctype html><title>{{ page.title }}</title>{{ page.content | safe }}",
            ),
            (
                "templates/taxonomy_list.html",
                "{% for t in terms %}{{ t.name }} {% endfor %}",
            ),
            (
                "templates/taxonomy_single.html",
                "{{ term.name }}: {% for p in term.pages %}{{ p.title }} {% endfor %}",
            ),
        ];
        for (path, text) in plain.iter().chain(files) {
            let path = root.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        Built::of(root.path().to_owned())
    }

    fn text(&self, path: &str) -> String {
        if let Err(error) = &self.report {
            panic!("not built: {error}");
        }
        fs::read_to_string(self.folder.path().join("public").join(path))
            .unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn has(&self, path: &str) -> bool {
        self.folder.path().join("public").join(path).exists()
    }

    fn warnings(&self) -> String {
        self.report.as_ref().unwrap().warnings.join("\n")
    }

    fn error(&self) -> &str {
        self.report.as_ref().expect_err("the site was built")
    }

    fn json(&self, path: &str) -> serde_json::Value {
        serde_json::from_str(&self.text(path)).unwrap()
    }

    /// Every XML file, after a strict parser has read it.
    fn assert_strict_xml(&self) -> usize {
        let mut count = 0;
        let mut waiting = vec![self.folder.path().join("public")];
        while let Some(path) = waiting.pop() {
            if path.is_dir() {
                waiting.extend(
                    fs::read_dir(path)
                        .unwrap()
                        .map(|entry| entry.unwrap().path()),
                );
            } else if path.extension().is_some_and(|ending| ending == "xml") {
                let text = fs::read_to_string(&path).unwrap();
                Document::parse(&text)
                    .unwrap_or_else(|e| panic!("{}: {e}\n{text}", path.display()));
                count += 1;
            }
        }
        count
    }
}

/// What an Atom feed says of itself and of its entries.
struct Feed {
    id: String,
    this: String,
    home: String,
    lang: String,
    titles: Vec<String>,
    ids: Vec<String>,
}

fn feed(built: &Built, path: &str) -> Feed {
    let text = built.text(path);
    let document = Document::parse(&text).unwrap();
    let child = |node: Node, name: &str| {
        let mut children = node
            .children()
            .filter(|child| child.has_tag_name_local(name));
        children
            .next()
            .and_then(|child| child.text())
            .unwrap_or_default()
            .to_owned()
    };
    let root = document.root_element();
    let link = |rel: &str| {
        let mut links = root
            .children()
            .filter(|child| child.has_tag_name_local("link"));
        let found = links.find(|link| link.attribute("rel") == Some(rel));
        found.unwrap().attribute("href").unwrap().to_owned()
    };
    let entries: Vec<Node> = root
        .children()
        .filter(|child| child.has_tag_name_local("entry"))
        .collect();
    Feed {
        id: child(root, "id"),
        this: link("self"),
        home: link("alternate"),
        lang: root
            .attribute(("http://www.w3.org/XML/1998/namespace", "lang"))
            .unwrap()
            .to_owned(),
        titles: entries.iter().map(|entry| child(*entry, "title")).collect(),
        ids: entries.iter().map(|entry| child(*entry, "id")).collect(),
    }
}

trait LocalName {
    fn has_tag_name_local(&self, name: &str) -> bool;
}

impl LocalName for Node<'_, '_> {
    fn has_tag_name_local(&self, name: &str) -> bool {
        self.tag_name().name() == name
    }
}

/// The values of an attribute in a page, in order.
fn attributes(html: &str, name: &str) -> Vec<String> {
    let start = format!(" {name}=\"");
    let values = html.split(&start).skip(1);
    values
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect()
}

fn assert_unique_ids(html: &str) {
    let ids = attributes(html, "id");
    let unique: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len(), "{html}");
}

const CONFIG: &str = "base_url = 'https://example.jp'\ntitle = 'T'\n";

#[test]
fn every_language_has_its_own_search_list_from_one_setting() {
    let built = Built::case("search-index-per-language/site");
    for lang in ["ja", "en"] {
        let expected = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!(
            "tests/cases/search-index-per-language/expected/search_index.{lang}.json"
        ));
        let expected: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(expected).unwrap()).unwrap();
        assert_eq!(built.json(&format!("search_index.{lang}.json")), expected);
    }
}

#[test]
fn language_adds_to_the_search_settings_at_the_top() {
    let config = format!(
        "{CONFIG}default_language = 'ja'\n[search]\nindex_format = 'fuse_json'\ninclude_description = true\n\
         [languages.en]\nbuild_search_index = true\n[languages.en.search]\ninclude_content = false\n"
    );
    let page = "+++\ntitle = 'Quote'\ndescription = 'How'\n+++\nText\n";
    let built = Built::site(&config, &[("content/a.en.md", page)]);
    let item = &built.json("search_index.en.json")[0];
    assert_eq!(item["description"], "How");
    assert!(item.get("body").is_none(), "{item}");
    assert!(!built.has("search_index.ja.json"));
}

#[test]
fn feeds_and_taxonomies_at_the_top_count_for_every_language() {
    let config = format!(
        "{CONFIG}default_language = 'ja'\ngenerate_feeds = true\nfeed_filenames = ['rss.xml']\n\
         taxonomies = [{{ name = 'tags', feed = true }}]\n[languages.en]\ngenerate_feeds = true\n"
    );
    let page = "+++\ntitle = 'A'\ndate = 2026-01-05\n[taxonomies]\ntags = ['Rice']\n+++\n";
    let built = Built::site(&config, &[("content/a.en.md", page)]);
    assert!(
        built
            .text("en/rss.xml")
            .contains("https://example.jp/en/rss.xml")
    );
    assert!(
        built
            .text("en/tags/rice/rss.xml")
            .contains("https://example.jp/en/tags/rice/rss.xml")
    );
    assert!(!built.has("en/atom.xml"));
    assert_eq!(built.assert_strict_xml(), 4);
}

#[test]
fn language_has_a_feed_even_if_the_first_one_has_none() {
    let config =
        format!("{CONFIG}default_language = 'ja'\n[languages.en]\ngenerate_feeds = true\n");
    let page = "+++\ntitle = 'A'\ndate = 2026-01-05\n+++\n";
    let built = Built::site(&config, &[("content/a.en.md", page)]);
    assert_eq!(feed(&built, "en/atom.xml").titles, ["A"]);
    assert!(!built.has("atom.xml"));
}

#[test]
fn feeds_name_pages_and_keywords_with_ampersands() {
    let built = Built::case("ampersand-in-names/site");
    assert_eq!(built.assert_strict_xml(), 5);
    assert_eq!(feed(&built, "atom.xml").ids, ["https://example.jp/Q&A/"]);
    let keyword = feed(&built, "tags/R&D/atom.xml");
    assert_eq!(keyword.this, "https://example.jp/tags/R&D/atom.xml");
}

#[test]
fn feeds_stay_readable_with_an_address_and_authors_of_any_letters() {
    let config = "base_url = 'https://example.jp/a&b'\ntitle = 'A & <B>'\ndescription = '\"&\"'\n\
        author = 'R&D'\ngenerate_feeds = true\nfeed_filenames = ['atom.xml', 'rss.xml']\n";
    let page = "+++\ntitle = 'x'\ndate = 2026-01-05\nauthors = ['<A & B>']\n+++\n[x](https://e.jp/?a=1&b=2)\n";
    let news = "+++\ntitle = 'N & M'\ngenerate_feeds = true\n+++\n";
    let files = [
        ("content/news/_index.md", news),
        ("content/news/x.md", page),
        ("content/y.md", "+++\ndate = 2026-01-04\n+++\n"),
    ];
    let built = Built::site(config, &files);
    assert_eq!(built.assert_strict_xml(), 5);
    assert_eq!(
        feed(&built, "news/atom.xml").home,
        "https://example.jp/a&b/news/"
    );
    assert_eq!(feed(&built, "atom.xml").home, "https://example.jp/a&b");
}

#[test]
fn redirect_leads_to_an_address_with_quotes() {
    let config = format!("{CONFIG}[slugify]\npaths = 'off'\n");
    let page = "+++\npath = 'say \"hi\" <b>'\naliases = ['old']\n+++\n";
    let html = Built::site(&config, &[("content/a.md", page)]).text("old/index.html");
    let target = "https://example.jp/say %22hi%22 %3Cb%3E/";
    assert_eq!(attributes(&html, "href"), [target]);
    assert!(
        html.contains(&format!("const target = \"{target}\";")),
        "{html}"
    );
}

#[test]
fn control_characters_do_not_spoil_feeds_and_search() {
    let built = Built::case("control-character-in-title/site");
    assert_eq!(built.assert_strict_xml(), 3);
    assert_eq!(feed(&built, "atom.xml").titles, ["見積 書"]);
    let search = built.json("search_index.en.json").to_string();
    assert!(
        search.contains("見積 書") && search.contains("表から"),
        "{search}"
    );
    assert!(!search.contains("\\u00"), "{search}");
}

#[test]
fn control_characters_of_settings_authors_and_entities_do_not_spoil_feeds() {
    let config = "base_url = 'https://example.jp'\ntitle = \"T\\u0008\"\ndescription = \"\\u001f\\uFFFF\"\n\
        generate_feeds = true\nfeed_filenames = ['atom.xml', 'rss.xml']\ntaxonomies = [{ name = 'tags', feed = true }]\n\
        [slugify]\npaths = 'off'\ntaxonomies = 'off'\n";
    let page = "+++\ntitle = \"a\\u000bb\"\ndate = 2026-01-05\nauthors = [\"見本\\u0001\"]\nslug = \"x\\u0007y\"\n\
        aliases = [\"o\\u0007ld\"]\n[taxonomies]\ntags = [\"税\\u0002\"]\n+++\nA&#8;B&#xB;C\n";
    let built = Built::site(config, &[("content/a.md", page)]);
    assert_eq!(built.assert_strict_xml(), 5);
    assert_eq!(feed(&built, "atom.xml").ids, ["https://example.jp/xy/"]);
    assert!(built.has("xy/index.html") && built.has("old/index.html"));
    assert_eq!(feed(&built, "tags/税/atom.xml").titles, ["a b"]);
}

#[test]
fn feed_of_the_second_language_names_itself() {
    let built = Built::case("second-language-feed/site");
    let english = feed(&built, "en/atom.xml");
    assert_eq!(english.id, "https://example.jp/en/atom.xml");
    assert_eq!(english.this, english.id);
    assert_eq!(
        (english.home.as_str(), english.lang.as_str()),
        ("https://example.jp/en/", "en")
    );
    let japanese = feed(&built, "atom.xml");
    assert_eq!(japanese.id, "https://example.jp/atom.xml");
    assert_eq!(japanese.this, japanese.id);
    assert_eq!(japanese.titles, ["あ"]);
    assert_eq!(
        feed(&built, "en/news/atom.xml").id,
        "https://example.jp/en/news/atom.xml"
    );
}

#[test]
fn feed_of_a_keyword_in_the_second_language_leads_to_its_home() {
    let config = format!(
        "{CONFIG}default_language = 'ja'\n[languages.en]\nfeed_filenames = ['latest.xml']\n\
         taxonomies = [{{ name = 'tags', feed = true }}]\n"
    );
    let page = "+++\ntitle = 'A'\ndate = 2026-01-05\n[taxonomies]\ntags = ['Rice']\n+++\n";
    let template = "<a><b>{{ feed_url }}</b><c>{{ home_url }}</c></a>";
    let files = [
        ("content/a.en.md", page),
        ("templates/latest.xml", template),
    ];
    let text = Built::site(&config, &files).text("en/tags/rice/latest.xml");
    assert_eq!(
        text,
        "<a><b>https://example.jp/en/tags/rice/latest.xml</b><c>https://example.jp/en/</c></a>"
    );
}

#[test]
fn page_that_an_ordered_section_leaves_out_is_named() {
    let built = Built::case("page-without-date-left-out/site");
    let warnings = built.warnings();
    assert!(
        warnings.starts_with(
            "content/news/b.md: the page has no `date`, so `content/news/_index.md`, which is ordered by it, \
             leaves it out, and it is not written"
        ),
        "{warnings}"
    );
    assert_eq!(
        warnings.matches("content/news/b.md:").count(),
        1,
        "{warnings}"
    );
}

#[test]
fn pages_without_weight_title_or_language_are_named_too() {
    let section = |by: &str| format!("+++\nsort_by = '{by}'\n+++\n");
    let (weight, title, update) = (section("weight"), section("title"), section("update_date"));
    let both = "+++\nsort_by = 'weight'\ntransparent = true\n+++\n";
    let files = [
        ("content/w/_index.md", weight.as_str()),
        ("content/w/a.md", "+++\n+++\n"),
        ("content/w/b.md", "+++\nweight = 1\n+++\n"),
        ("content/t/_index.md", title.as_str()),
        ("content/t/a.md", "+++\n+++\n"),
        ("content/u/_index.md", update.as_str()),
        ("content/u/a.md", "+++\n+++\n"),
        ("content/x/_index.md", both),
        ("content/x/seen.md", "+++\n+++\n"),
        ("content/y/_index.fr.md", "+++\n+++\n"),
    ];
    let built = Built::site(CONFIG, &files);
    let warnings = built.warnings();
    for (file, words) in [
        ("content/w/a.md", "no `weight`"),
        ("content/t/a.md", "no `title`"),
        ("content/u/a.md", "no `date` or `updated`"),
        ("content/y/_index.fr.md", "lists no language `fr`"),
    ] {
        let line = warnings.lines().find(|line| line.starts_with(file));
        assert!(
            line.is_some_and(|line| line.contains(words)),
            "{file}: {warnings}"
        );
    }
    assert!(built.has("x/seen/index.html"), "its parent takes it in");
    let seen = warnings
        .lines()
        .find(|line| line.starts_with("content/x/seen.md"));
    assert!(
        seen.is_some_and(|line| !line.contains("not written")),
        "{warnings}"
    );
    assert!(!warnings.contains("content/w/b.md"), "{warnings}");
}

#[test]
fn footnotes_and_headings_have_ids_of_their_own() {
    let built = Built::case("footnote-and-heading/site");
    for path in ["a/index.html", "b/index.html"] {
        let html = built.text(path);
        assert_unique_ids(&html);
        assert_footnotes_lead_to_notes(&html);
        assert_table_of_contents_leads_to_headings(&html);
    }
}

/// The id of each note's mark is that of an element that begins with the note and is no heading.
fn assert_footnotes_lead_to_notes(html: &str) {
    let mark = html.split("class=\"footnote-reference\"").nth(1).unwrap();
    let target = attributes(mark, "href")[0]
        .trim_start_matches('#')
        .to_owned();
    let at = html
        .find(&format!(" id=\"{target}\""))
        .unwrap_or_else(|| panic!("{target}: {html}"));
    let tag = &html[html[..at].rfind('<').unwrap()..at];
    assert!(!tag.starts_with("<h"), "{html}");
    assert!(
        html[at..].split("</p>").next().unwrap().contains("注"),
        "{html}"
    );
}

fn assert_table_of_contents_leads_to_headings(html: &str) {
    let list = html.rfind("</ul>").map_or("", |end| &html[..end]);
    for href in attributes(list, "href") {
        let id = href.split('#').nth(1).unwrap();
        let heading = (1..=6).any(|level| html.contains(&format!("<h{level} id=\"{id}\"")));
        assert!(heading, "{id}: {html}");
    }
}

#[test]
fn footnotes_at_the_bottom_and_ids_in_html_are_kept_apart_too() {
    let page = "{% for h in page.toc %}<ul><a href=\"{{ h.permalink }}\"></a></ul>{% endfor %}{{ page.content | safe }}";
    let bottom = format!("{CONFIG}[markdown]\nbottom_footnotes = true\n");
    for config in [CONFIG, bottom.as_str()] {
        for text in [
            "本文[^1]また[^1]\n\n## fn-1\n\n## fr-1-1\n\n[^1]: 注\n",
            "本文[^1]\n\n## 見出し {#1}\n\n## 別 {#fn-1}\n\n[^1]: 注\n",
            "本文[^fee]\n\n<a id=\"fee\"></a> <span id='fn-fee'></span>\n\n## fee\n\n[^fee]: 注\n",
            "本文[^A]\n\n## a\n\n[^a]: 注\n",
            "本文[^1]\n\n[^1]: 注\n\n[^1]: 二つ目\n",
            "本文[^x]\n\n<!-- more -->\n\n## Continue reading\n\n[^x]: 注\n",
        ] {
            let files = [("content/a.md", format!("+++\n+++\n{text}"))];
            let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
            let built = Built::site(config, &[files[0], ("templates/page.html", page)]);
            let html = built
                .text("a/index.html")
                .replace("='", "=\"")
                .replace("'>", "\">");
            assert_unique_ids(&html);
            assert_footnotes_lead_to_notes(&html);
            assert_table_of_contents_leads_to_headings(&html);
        }
    }
}

#[test]
fn ids_and_footnotes_given_twice_are_told() {
    let text = "+++\n+++\n本文[^1]\n\n<p id=\"a\"></p>\n\n## 見出し {#a}\n\n[^1]: 一\n\n[^1]: 二\n";
    let warnings = Built::site(CONFIG, &[("content/a.md", text)]).warnings();
    assert!(
        warnings.contains("content/a.md: two elements have the id `a`"),
        "{warnings}"
    );
    assert!(
        warnings.contains("the footnote `1` is written twice"),
        "{warnings}"
    );
}

#[test]
fn page_can_be_kept_out_of_feeds_alone() {
    let built = Built::case("page-kept-out-of-feeds/site");
    for path in ["atom.xml", "blog/atom.xml", "tags/t/atom.xml"] {
        assert_eq!(feed(&built, path).titles, ["A"], "{path}");
    }
    assert_eq!(built.text("blog/index.html"), "B A ");
    assert_eq!(built.text("tags/t/index.html"), "B A ");
    for path in ["sitemap.xml", "search_index.en.json"] {
        assert!(
            built.text(path).contains("https://example.jp/blog/b/"),
            "{path}"
        );
    }
    let wrong = Built::case("page-kept-out-of-feeds/site-wrong");
    assert!(
        wrong.error().starts_with("content/blog/b.md:4:"),
        "{}",
        wrong.error()
    );
}

#[test]
fn front_matter_of_the_wrong_kind_is_refused_with_file_and_line() {
    for (path, text, start) in [
        (
            "a.md",
            "+++\ntitle = 'x'\nin_search_index = 'no'\n+++\n",
            "content/a.md:3:",
        ),
        ("a.md", "+++\ndraft = 1\n+++\n", "content/a.md:2:"),
        (
            "a.md",
            "+++\ntitle = 'x'\naliases = 'old'\n+++\n",
            "content/a.md:3:",
        ),
        (
            "a.md",
            "+++\ntitle = 'x'\nweight = 'heavy'\n+++\n",
            "content/a.md:3:",
        ),
        (
            "a.md",
            "+++\ntitle = 'x'\ndate = 5\n+++\n",
            "content/a.md:3:",
        ),
        (
            "a.md",
            "+++\ntitle = 'x'\nupdated = 09:00:00\n+++\n",
            "content/a.md:3:",
        ),
        ("a.md", "+++\nextra = 5\n+++\n", "content/a.md:2:"),
        (
            "a.md",
            "---\ntitle: x\ninclude_in_feeds: no thanks\n---\n",
            "content/a.md:3:",
        ),
        (
            "a.md",
            "---\ntitle: x\nauthors: somebody\n---\n",
            "content/a.md:3:",
        ),
        (
            "a.md",
            "---\ntitle: x\ndate: 2026-13-01\n---\n",
            "content/a.md:3:",
        ),
        (
            "b/_index.md",
            "+++\ntitle = 'x'\ngenerate_feeds = 'yes'\n+++\n",
            "content/b/_index.md:3:",
        ),
        (
            "b/_index.md",
            "---\ntitle: x\npaginate_by: many\n---\n",
            "content/b/_index.md:3:",
        ),
    ] {
        let path = format!("content/{path}");
        let built = Built::site(CONFIG, &[(&path, text)]);
        assert!(built.report.is_err(), "{text}");
        assert!(built.error().starts_with(start), "{text}{}", built.error());
    }
}

#[test]
fn list_by_year_is_the_same_in_every_build() {
    let line =
        "2014:1 2015:1 2016:1 2017:1 2018:1 2019:1 2022:1 2023:1 2024:1 2025:1 2026:1 2027:1 ";
    let pages: BTreeSet<String> = (0..6)
        .map(|_| Built::case("years-in-another-order/site").text("index.html"))
        .collect();
    assert_eq!(pages.len(), 1);
    assert_eq!(pages.first().unwrap().lines().next(), Some(line));
}

#[test]
fn maps_of_front_matter_data_and_settings_have_one_order() {
    let letters = "abcdefghijkl";
    let lines = |form: fn(char) -> String| letters.chars().map(form).collect::<String>();
    let config = format!("{CONFIG}[extra]\n{}", lines(|c| format!("{c} = 1\n")));
    let page = format!("+++\n[extra]\n{}+++\n", lines(|c| format!("{c} = '{c}'\n")));
    let json = format!("{{{}\"z\": 1}}", lines(|c| format!("\"{c}\": 1, ")));
    let bibtex = format!("@book{{x, {}}}", lines(|c| format!("{c} = {{1}}, ")));
    let template = "{% for k, v in config.extra %}{{ k }}{% endfor %} {{ page.extra | json_encode }} \
        {{ page.extra | keys | join }} {% set d = load_data(path='data/d.json') %}{% for k, v in d %}{{ k }}{% endfor %} \
        {% set b = load_data(path='data/b.bib', format='bibtex') %}{% for k, v in b.bibliographies[0].tags %}{{ k }}{% endfor %}";
    let files = [
        ("content/a.md", page.as_str()),
        ("data/d.json", json.as_str()),
        ("data/b.bib", bibtex.as_str()),
        ("templates/page.html", template),
    ];
    let pages: BTreeSet<String> = (0..4)
        .map(|_| Built::site(&config, &files).text("a/index.html"))
        .collect();
    assert_eq!(pages.len(), 1, "{pages:#?}");
    assert!(
        pages.first().unwrap().starts_with("abcdefghijkl "),
        "{pages:#?}"
    );
}

#[test]
fn groups_of_words_are_in_the_order_of_the_words() {
    let page = |area: &str| format!("+++\n[extra]\narea = '{area}'\n+++\n");
    let (a, b, c) = (page("茂田井"), page("芦田"), page("宇山"));
    let template = "{% for area, pages in section.pages | group_by(attribute='extra.area') %}{{ area }} {% endfor %}";
    let files = [
        ("content/a.md", a.as_str()),
        ("content/b.md", b.as_str()),
        ("content/c.md", c.as_str()),
        ("templates/index.html", template),
    ];
    assert_eq!(
        Built::site(CONFIG, &files).text("index.html"),
        "宇山 芦田 茂田井 "
    );
}

/// A site with a home page, and its folder.
fn small_site() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for (path, text) in [
        ("config.toml", CONFIG),
        ("content/_index.md", "+++\n+++\n"),
        ("templates/index.html", "<!doctype html><title>x</title>"),
        ("static/a.txt", "a"),
        ("sass/a.scss", "a { color: red }"),
    ] {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    root
}

fn build_into(root: &Path, out: PathBuf) -> Result<BuildReport, String> {
    let built = build(&BuildOptions {
        root: root.to_owned(),
        out,
        base_url: None,
        drafts: false,
    });
    built.map_err(|error| error.to_string())
}

#[test]
fn no_build_takes_the_place_of_what_it_is_made_from() {
    let site = small_site();
    let root = site.path();
    std::os::unix::fs::symlink(root.join("content"), root.join("texts")).unwrap();
    let places = [
        "",
        "content",
        "./templates/../content",
        "texts",
        "static",
        "sass/new",
        "content/deep/new",
        "..",
    ];
    for place in places {
        let told = build_into(root, root.join(place)).unwrap_err();
        assert!(
            told.contains("cannot be replaced by the built site"),
            "{place}: {told}"
        );
        assert!(told.contains("a folder of its own"), "{place}: {told}");
    }
    let here = std::env::current_dir().unwrap();
    for place in [here.as_path(), here.parent().unwrap(), Path::new(".")] {
        let told = build_into(root, place.to_owned()).unwrap_err();
        assert!(told.contains("cannot be replaced"), "{told}");
    }
    assert_eq!(fs::read_to_string(root.join("static/a.txt")).unwrap(), "a");
    assert!(root.join("content/_index.md").is_file());
    // Beside its sources, as in every Zola project.
    build_into(root, root.join("public")).unwrap();
}

#[test]
fn a_folder_with_what_no_build_made_stays_and_an_earlier_build_is_replaced() {
    let site = small_site();
    let root = site.path();
    let folder = tempfile::tempdir().unwrap();
    for name in ["kakei.txt", "index.html", ".git", "404.html"] {
        let out = folder.path().join(format!("of-{name}"));
        fs::create_dir(&out).unwrap();
        fs::write(out.join(name), "mine").unwrap();
        let told = build_into(root, out.clone()).unwrap_err();
        assert!(told.contains("no earlier build"), "{name}: {told}");
        assert!(told.contains("name another folder"), "{name}: {told}");
        assert_eq!(fs::read_to_string(out.join(name)).unwrap(), "mine");
    }
    let file = folder.path().join("kakei.txt");
    fs::write(&file, "mine").unwrap();
    let told = build_into(root, file.clone()).unwrap_err();
    assert!(told.contains("is no folder"), "{told}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        5,
        "nothing is left behind"
    );
    let out = folder.path().join("public");
    fs::create_dir(&out).unwrap();
    for turn in 0..3 {
        build_into(root, out.clone()).unwrap_or_else(|told| panic!("{turn}: {told}"));
        fs::write(out.join("old.html"), "").unwrap();
    }
    build_into(root, out.clone()).unwrap();
    assert!(!out.join("old.html").exists(), "it is replaced as a whole");
}

#[test]
fn a_file_that_looks_like_a_page_and_becomes_none_is_named_with_how_to_call_it() {
    let page = "+++\n+++\n";
    for (name, right) in [
        ("seminars/2027-04-14-x.md.txt", "2027-04-14-x.md"),
        ("guides/new.markdown", "new.md"),
        ("guides/NEW.MD", "NEW.md"),
    ] {
        let built = Built::site(CONFIG, &[(&format!("content/{name}"), page)]);
        let told = built.error();
        assert!(told.starts_with(&format!("content/{name}: ")), "{told}");
        assert!(told.contains(&format!("call it `{right}`")), "{told}");
    }
    // What a page offers beside it is the page's own, and what is left out on purpose is.
    let offered = [
        ("content/a/index.md", page),
        ("content/a/muster.md.txt", "x"),
    ];
    assert_eq!(Built::site(CONFIG, &offered).text("a/muster.md.txt"), "x");
    let config = format!("ignored_content = [\"*.markdown\"]\n{CONFIG}");
    assert!(!Built::site(&config, &[("content/a.markdown", page)]).has("a/index.html"));
}

#[test]
fn an_address_where_the_site_has_a_file_is_named_with_its_page() {
    let static_file = ("static/papers/list", "x");
    for alias in [
        "/robots.txt",
        "sitemap.xml/old",
        "/404.html",
        "/papers/list/",
    ] {
        let text = format!("+++\ntitle = \"a\"\naliases = [\"{alias}\"]\n+++\n");
        let built = Built::site(CONFIG, &[("content/a.md", &text), static_file]);
        let told = built.error();
        assert!(told.starts_with("content/a.md:3:13: "), "{told}");
        assert!(told.contains(&format!("`{alias}`")), "{told}");
    }
    let text = "+++\naliases = [\"/papers/other/\", \"/robots/\"]\n+++\n";
    let built = Built::site(CONFIG, &[("content/a.md", text), static_file]);
    assert!(built.has("papers/other/index.html") && built.has("robots/index.html"));
}
