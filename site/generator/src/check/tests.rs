use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;

use super::*;

fn checked(files: &[(&str, &str)], external: bool) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("site");
    let home = ("content/_index.md", "+++\n+++\n# 見出し\n");
    let plain = [
        ("config.toml", "base_url = 'https://example.jp'\n"),
        ("templates/index.html", "{{ section.content | safe }}"),
        ("templates/page.html", "{{ page.content | safe }}"),
    ];
    for (path, text) in plain.iter().chain([&home]).chain(files) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let options = CheckOptions {
        root,
        base_url: None,
        function_paths: vec!["/inventory/".to_owned()],
        external: external.then(|| folder.path().join("links.json")),
    };
    let checked = check(&options).unwrap();
    let all = checked.problems.iter().chain(checked.mute_pictures.iter());
    all.map(Fault::to_string).collect()
}

#[test]
fn sound_site_has_no_problems() {
    let page = "+++\n+++\n[書き出す](/inventory/) [上](/#top) [見出し](@/_index.md#jian-chu-si) ![図](a.svg)\n";

    assert_eq!(
        checked(
            &[("content/a/index.md", page), ("content/a/a.svg", "<svg/>")],
            false
        ),
        Vec::<String>::new()
    );
}

#[test]
fn links_of_templates_are_followed() {
    let template = "<a href=\"/none/\">x</a>\n<a href=\"#none\">y</a>";
    let problems = checked(&[("templates/index.html", template)], false);
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(
        problems[0].starts_with("public/index.html:1:10: the link `/none/` leads to `/none/`"),
        "{problems:?}"
    );
    assert!(
        problems[1]
            .starts_with("public/index.html:2:10: the link `#none` leads to the anchor `none`")
    );
}

#[test]
fn a_dead_link_is_named_where_its_author_wrote_it() {
    let page = "+++\n+++\n本文\n[なし](/none/)\n";
    let problems = checked(&[("content/a/b.md", page)], false);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(
        problems[0].starts_with("content/a/b.md:4:6: the link `/none/` leads to `/none/`"),
        "{problems:?}"
    );
}

#[test]
fn pictures_without_words_are_named() {
    let template =
        "<img src=\"data:,\"><img src=\"data:,\" alt=\"図\"><svg aria-hidden=\"true\"></svg>";
    let problems = checked(&[("templates/index.html", template)], false);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(
        problems[0].contains("a picture does not say what it shows"),
        "{problems:?}"
    );
}

#[test]
fn page_that_a_function_answers_for_is_named() {
    let page = "+++\npath = 'inventory/price'\n+++\n";
    let problems = checked(
        &[("content/a.md", page), ("content/b.md", "+++\n+++\n")],
        false,
    );
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(
        problems[0].starts_with("public/inventory/price/index.html: a function answers"),
        "{problems:?}"
    );
}

#[test]
fn data_beside_a_page_is_not_for_visitors() {
    let files = [
        ("content/a/index.md", "+++\n+++\n"),
        ("content/a/figures.toml", "x = 1\n"),
    ];
    let problems = checked(&files, false);
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(
        problems[0].starts_with("public/a/figures.toml: a file is published"),
        "{problems:?}"
    );
}

#[test]
fn where_to_join_a_seminar_is_never_published() {
    let page = "+++\n[extra]\nonline_url = \"https://meet.example.jp/a?b=1&c=2\"\n+++\n";
    let silent = checked(&[("content/a.md", page)], false);
    assert_eq!(silent, Vec::<String>::new());
    for template in [
        "{{ page.extra.online_url }}",
        "{{ page.extra.online_url | safe }}",
        "<script type=\"application/json\">{{ page.extra | json_encode | safe }}</script>",
    ] {
        let files = [("content/a.md", page), ("templates/page.html", template)];
        let problems = checked(&files, false);
        assert_eq!(problems.len(), 1, "{template}: {problems:?}");
        assert!(problems[0].starts_with("public/a/index.html: a seminar's `online_url`"));
    }
}

#[test]
fn links_to_elsewhere_are_asked_for_on_request() {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/gone", server.local_addr().unwrap());
    let answering = std::thread::spawn(move || {
        let (mut stream, _) = server.accept().unwrap();
        let _ = stream.read(&mut [0; 1024]).unwrap();
        stream
            .write_all(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n")
            .unwrap();
    });
    let page = format!("+++\n+++\n[外]({address})\n");
    let problems = checked(&[("content/a.md", &page)], true);
    answering.join().unwrap();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(
        problems[0].contains("is answered with 404 Not Found"),
        "{problems:?}"
    );
}

#[test]
fn marks_that_visitors_would_read_are_named_with_their_line() {
    for (text, line) in [
        ("一行目\n\nこれは**「強い」**です。\n", "content/a.md:5:4: "),
        ("これは**（強い）**です。\n", "content/a.md:3:4: "),
        ("## 題**です。**の\n", "content/a.md:3:"),
    ] {
        let page = format!("+++\n+++\n{text}");
        let told = checked(&[("content/a.md", &page)], false);
        assert!(!told.is_empty(), "{text}");
        assert!(
            told[0].starts_with(line) && told[0].contains("`**`"),
            "{told:?}"
        );
        assert!(told[0].contains("leave 「 and 」 outside"), "{told:?}");
    }
    let sound = "+++\n+++\n**強い**、「**強い**」、 **「強い」** です。\\*\\*、`**`、3 * 4。\n\n```\n**「a」**b\n```\n\n    **「a」**b\n";
    assert_eq!(checked(&[("content/a.md", sound)], false), [""; 0]);
}

#[test]
fn a_second_title_is_named_where_it_is_written() {
    let page = "+++\n+++\n本文。\n\n# もう一つの題\n";
    let titled = (
        "templates/page.html",
        "<h1>題</h1>{{ page.content | safe }}",
    );
    let told = checked(&[titled, ("content/a.md", page)], false);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].starts_with("content/a.md:5:1: the page has a second <h1>"),
        "{told:?}"
    );
    // Where the page has no other, it is the title.
    assert_eq!(checked(&[("content/a.md", page)], false), [""; 0]);
}
