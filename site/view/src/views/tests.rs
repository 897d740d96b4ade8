use std::fs;

use super::*;

fn site() -> SiteSettings {
    SiteSettings {
        base_url: "https://example.jp".into(),
    }
}

fn views(template: &str) -> (tempfile::TempDir, Views) {
    let root = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(
        "config.toml",
        "base_url = 'https://example.com'\ndefault_language = 'ja'\n\
         taxonomies = [{ name = '業種' }]\n[translations]\nsend = '送る'\n",
    );
    write("templates/page.html", template);
    write("sass/main.scss", "p { color: black; }");
    write("content/guides/_index.md", "+++\n+++\n");
    write("content/guides/手引き.md", "+++\nslug = 'first'\n+++\n");
    write(
        "data/programme.toml",
        "name = '見本の町'\nday = 2026-04-01\n",
    );
    let views = Views::from_dir(root.path(), site()).unwrap();
    (root, views)
}

fn rendered(template: &str) -> String {
    views(template)
        .1
        .render(
            "page.html",
            "/inventory/",
            &serde_json::json!({"price": 1234567}),
        )
        .unwrap()
}

#[test]
fn embedded_templates_load() {
    for folder in [
        Folder::ALL,
        Folder::DIRECTOR,
        Folder::INVENTORY,
        Folder::REGISTRATION,
        Folder::SHARED,
    ] {
        Views::embedded(folder, site()).unwrap();
    }
}

#[test]
fn text_published_over_a_file_is_what_templates_load_as_data() {
    let programme = "programme.toml";
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content");
    let text = fs::read_to_string(folder.join(programme)).unwrap();
    let texts = |said: Option<String>| BTreeMap::from([(programme.to_owned(), said)]);
    let over = |said| {
        Views::embedded_over(
            Folder::INVENTORY,
            site(),
            &SitePatch::default(),
            &texts(said),
        )
        .unwrap()
    };
    let render = |views: Views| {
        let mut tera = views.tera.as_ref().clone();
        let template = "{% set it = load_data(path='data/programme.toml', required=false) %}{{ it.seen | default(value='') }}";
        tera.add_raw_template("own.html", template).unwrap();
        tera.render("own.html", &Context::new()).unwrap()
    };
    assert_eq!(
        render(Views::embedded(Folder::INVENTORY, site()).unwrap()),
        ""
    );
    assert_eq!(render(over(Some(format!("seen = 'yes'\n{text}")))), "yes");
    // Nothing else is one of the templates' files.
    let other = BTreeMap::from([("guides/price.md".to_owned(), None)]);
    Views::embedded_over(Folder::ALL, site(), &SitePatch::default(), &other).unwrap();
}

#[test]
fn a_towns_settings_addresses_and_styles_take_the_place_of_the_compiled_ones() {
    let (root, _) = views("");
    let patch = SitePatch::of(root.path()).unwrap();
    let packed = serde_json::to_string(&patch).unwrap();
    let patch: SitePatch = serde_json::from_str(&packed).unwrap();
    let render = |patch: &SitePatch, template: &str| {
        let views = Views::embedded_over(Folder::SHARED, site(), patch, &BTreeMap::new()).unwrap();
        let mut tera = views.tera.as_ref().clone();
        tera.add_raw_template("own.html", template).unwrap();
        tera.render("own.html", &Context::new()).unwrap()
    };
    let guide = "{{ get_url(path='@/guides/手引き.md') }}";
    assert_eq!(render(&patch, guide), "https://example.jp/guides/first/");
    let style = "{{ get_hash(path='main.css', base64=false) }}";
    let none = SitePatch::default();
    assert_ne!(render(&patch, style), render(&none, style));
    let send = "{{ trans(key='send', lang='ja') }}";
    assert_eq!(render(&patch, send), "送る");
    // The site that was compiled in differs in nothing from itself.
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    assert_eq!(SitePatch::of(&own).unwrap(), none);
}

#[test]
fn page_sees_zolas_variables_and_its_own() {
    let text = rendered(
        "{{ config.base_url }} {{ lang }} {{ current_path }} {{ current_url }} {{ price | num_format }}",
    );
    assert_eq!(
        text,
        "https://example.jp ja /inventory/ https://example.jp/inventory/ 1,234,567"
    );
}

#[test]
fn taxonomies_are_named_as_on_the_site() {
    let text = rendered("{% for kind in config.taxonomies %}{{ kind.slug }}{% endfor %}");
    assert_eq!(text, "ye-zhong");
}

#[test]
fn filters_of_the_generator_alone_load_and_say_so() {
    let (_root, views) = views(
        "{% if slug %}{{ slug | slugify }}{% endif %}\
         {% if text %}{{ text is matching(pat='a') }}{% endif %}",
    );
    let render = |context| views.render("page.html", "/", &context);
    assert_eq!(
        render(serde_json::json!({"slug": "", "text": ""})).unwrap(),
        ""
    );
    for (name, context) in [
        ("slugify", serde_json::json!({"slug": "業種", "text": ""})),
        ("matching", serde_json::json!({"slug": "", "text": "a"})),
    ] {
        let ViewError::Template(error) = render(context).unwrap_err() else {
            panic!("another error");
        };
        let told = std::error::Error::source(&error).map(ToString::to_string);
        let told = format!("{error} {}", told.unwrap_or_default());
        assert!(told.contains(name) && told.contains("generator"), "{told}");
    }
}

#[test]
fn links_lead_to_generated_pages() {
    let text = rendered(
        "{{ get_url(path='@/guides/手引き.md') }} {{ get_url(path='@/guides/_index.md#top') }}",
    );
    assert_eq!(
        text,
        "https://example.jp/guides/first/ https://example.jp/guides/#top"
    );
}

#[test]
fn style_sheet_carries_the_hash_of_its_published_bytes() {
    let (root, views) = views("{{ get_url(path='main.css', cachebust=true) }}");
    let css = crate::compile_sass(root.path()).unwrap().remove(0).1;
    let hash = hex::encode(&crate::digest(css.as_bytes(), Sha::Sha256)[..10]);
    let text = views
        .render("page.html", "/", &serde_json::json!({}))
        .unwrap();
    assert_eq!(text, format!("https://example.jp/main.css?h={hash}"));
}

#[test]
fn data_and_translations_are_found() {
    let text = rendered(
        "{% set p = load_data(path='data/programme.toml') %}{{ p.name }} {{ p.day }} {{ trans(key='send') }}",
    );
    assert_eq!(text, "見本の町 2026-04-01 送る");
}

#[test]
fn what_only_the_generator_knows_is_refused_by_name() {
    let error = views("{{ get_page(path='a.md') }}")
        .1
        .render("page.html", "/", &serde_json::json!({}))
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("`get_page` of `a.md` works only in pages of the generator"),
        "{error}"
    );
}

#[test]
fn missing_translation_names_key_and_language() {
    let error = views("{{ trans(key='stop') }}")
        .1
        .render("page.html", "/", &serde_json::json!({}))
        .unwrap_err();
    assert!(
        error.to_string().contains("`stop` for the language `ja`"),
        "{error}"
    );
}

#[test]
fn dates_are_read_and_formatted() {
    let text = rendered(
        "{{ '2026-04-10T00:30:00+09:00' | date(format='%Y年%-m月%-d日') }} {{ '2026-04-10' is before(other='2026-04-11') }}",
    );
    assert_eq!(text, "2026年4月10日 true");
}
