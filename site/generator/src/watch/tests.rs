use std::fs;

use super::*;

struct Bench {
    folder: tempfile::TempDir,
    watch: Watch,
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn page(title: &str, weight: u8, body: &str) -> String {
    format!("+++\ntitle = \"{title}\"\nweight = {weight}\n+++\n{body}\n")
}

impl Bench {
    fn new() -> Bench {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("site");
        write(
            &root,
            "config.toml",
            "base_url = 'https://example.jp'\ncompile_sass = true\n",
        );
        write(
            &root,
            "templates/index.html",
            "{% for p in section.pages %}{{ p.content | safe }}{% endfor %}",
        );
        write(
            &root,
            "templates/page.html",
            "{{ page.title }} {{ page.content | safe }} {% if page.higher %}{{ page.higher.title }}{% endif %}",
        );
        write(&root, "sass/main.scss", "p { color: red; }");
        write(&root, "static/robots.txt", "User-agent: *\n");
        write(&root, "content/_index.md", "+++\nsort_by = 'weight'\n+++\n");
        for (at, name) in ["a", "b", "c", "d"].iter().enumerate() {
            write(
                &root,
                &format!("content/{name}.md"),
                &page(name, at as u8, "本文"),
            );
        }
        let options = BuildOptions {
            root,
            out: folder.path().join("public"),
            base_url: None,
            drafts: false,
        };
        Bench {
            watch: Watch::new(options).unwrap(),
            folder,
        }
    }

    fn change(&mut self, path: &str, text: &str) -> Rebuilt {
        let root = self.watch.root.clone();
        write(&root, path, text);
        self.watch.rebuild(&HashSet::from([root.join(path)]))
    }

    fn built(&self, path: &str) -> String {
        fs::read_to_string(self.folder.path().join("public").join(path)).unwrap()
    }
}

#[test]
fn changed_text_rebuilds_its_page_and_the_lists_that_show_it() {
    let mut bench = Bench::new();
    let changed = bench.change("content/d.md", &page("d", 3, "新しい本文"));
    assert_eq!(
        changed,
        Rebuilt {
            root: bench.watch.root.clone(),
            rebuilt: vec!["d/index.html".into(), "index.html".into()],
            error: None
        }
    );
    assert!(bench.built("d/index.html").contains("新しい本文"));
}

#[test]
fn changed_title_reaches_the_neighbour_that_names_it() {
    let mut bench = Bench::new();
    let changed = bench.change("content/b.md", &page("二", 1, "本文"));
    assert_eq!(changed.rebuilt, ["a/index.html", "b/index.html"]);
}

#[test]
fn removed_page_disappears_from_the_output() {
    let mut bench = Bench::new();
    let file = bench.watch.root.join("content/d.md");
    fs::remove_file(&file).unwrap();
    let changed = bench.watch.rebuild(&HashSet::from([file]));
    assert_eq!(
        changed.rebuilt,
        ["c/index.html", "index.html", "sitemap.xml", "d/index.html"]
    );
}

#[test]
fn mistake_leaves_the_output_alone_and_its_repair_catches_up() {
    let mut bench = Bench::new();
    let broken = bench.change("content/a.md", &page("a", 0, "[道](@/none.md)"));
    assert!(broken.error.unwrap().starts_with("content/a.md:5:1: "));
    assert!(bench.built("a/index.html").contains("本文"));
    let repaired = bench.change("content/a.md", &page("a", 0, "[道](@/b.md)"));
    assert_eq!(repaired.error, None);
    assert!(
        bench
            .built("a/index.html")
            .contains("https://example.jp/b/")
    );
}

#[test]
fn changed_style_changes_the_pages_that_carry_its_hash() {
    let mut bench = Bench::new();
    let link = "{{ get_url(path='main.css', cachebust=true) }}";
    bench.change("templates/page.html", link);
    let before = bench.built("a/index.html");
    let changed = bench.change("sass/main.scss", "p { color: blue; }");
    assert_eq!(changed.rebuilt.len(), 5, "{changed:?}");
    assert_ne!(bench.built("a/index.html"), before);
}

#[test]
fn change_on_disk_is_noticed() {
    let mut bench = Bench::new();
    write(&bench.watch.root, "content/d.md", &page("d", 3, "気づいて"));
    let changed = bench.watch.next_change();
    assert!(
        changed.rebuilt.contains(&"d/index.html".to_owned()),
        "{changed:?}"
    );
}

#[test]
fn a_site_is_built_from_elsewhere_and_again_when_it_is_woken() {
    let bench = Bench::new();
    let root = bench.watch.root.clone();
    let elsewhere = bench.folder.path().join("elsewhere");
    for path in view::files(&root).unwrap() {
        write(
            &elsewhere,
            &path,
            &fs::read_to_string(root.join(&path)).unwrap(),
        );
    }
    write(&elsewhere, "content/a.md", &page("published", 0, "本文"));
    let chosen = std::sync::Arc::new(std::sync::Mutex::new(None));
    let (choice, options) = (chosen.clone(), bench.watch.options.clone());
    let staging = move |root: &Path| {
        let elsewhere: Option<PathBuf> = choice.lock().unwrap().clone();
        Ok(elsewhere.unwrap_or_else(|| root.to_owned()))
    };
    let mut watch = Watch::staged(options.clone(), Box::new(staging), &[]).unwrap();
    let shown = || fs::read_to_string(options.out.join("a/index.html")).unwrap();
    assert!(shown().starts_with("a "), "{}", shown());
    *chosen.lock().unwrap() = Some(elsewhere.clone());
    watch.waker().wake();
    let rebuilt = watch.next_change();
    assert_eq!(rebuilt.error, None);
    assert_eq!(rebuilt.root, elsewhere.canonicalize().unwrap());
    assert!(shown().starts_with("published "), "{}", shown());
    *chosen.lock().unwrap() = Some(bench.folder.path().join("nowhere"));
    watch.waker().wake();
    assert!(watch.next_change().error.is_some());
    assert!(shown().starts_with("published "), "{}", shown());
    *chosen.lock().unwrap() = None;
    write(&root, "content/b.md", &page("b again", 1, "本文"));
    assert_eq!(watch.next_change().root, root);
    assert!(shown().starts_with("a "), "{}", shown());
}
