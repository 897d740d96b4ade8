//! Writes a site of many pages to measure generators with. Its words are made up by counting.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

const SECTIONS: usize = 20;

/// Writes a site of so many pages into the folder.
pub fn write_site(folder: &Path, pages: usize) -> io::Result<()> {
    write(folder, "config.toml", CONFIG)?;
    write(folder, "templates/base.html", BASE)?;
    write(folder, "templates/index.html", INDEX)?;
    write(folder, "templates/section.html", SECTION)?;
    write(folder, "templates/page.html", PAGE)?;
    write(folder, "templates/taxonomy_list.html", TERMS)?;
    write(folder, "templates/taxonomy_single.html", TERM)?;
    write(
        folder,
        "sass/main.scss",
        "$ink: #123;\nbody { color: $ink; a { color: darken($ink, 5%); } }\n",
    )?;
    write(folder, "content/_index.md", "+++\ntitle = \"見本\"\n+++\n")?;
    for section in 0..SECTIONS {
        let matter = format!(
            "+++\ntitle = \"分野 {section}\"\nweight = {section}\nsort_by = \"date\"\npaginate_by = 50\n+++\n"
        );
        write(
            folder,
            &format!("content/field-{section}/_index.md"),
            &matter,
        )?;
    }
    for page in 0..pages {
        write(
            folder,
            &format!("content/field-{}/page-{page}.md", page % SECTIONS),
            &text(page, pages),
        )?;
    }
    Ok(())
}

fn write(folder: &Path, path: &str, text: &str) -> io::Result<()> {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap_or(folder))?;
    fs::write(path, text)
}

fn text(page: usize, pages: usize) -> String {
    let (month, day) = (page % 12 + 1, page % 28 + 1);
    let mut text = format!(
        "+++\ntitle = \"仕事の手引き {page}\"\ndescription = \"{page} 番の見本です。\"\ndate = 2026-{month:02}-{day:02}\n\
         [taxonomies]\nkind = [\"種類 {}\", \"組 {}\"]\n[extra]\nminutes = {}\n+++\n\n",
        page % 30,
        page % 7,
        page % 90
    );
    let next = (page + 1) % pages;
    for part in 0..6 {
        let _ = write!(
            text,
            "## 見出し {part}\n\n書類を **{part} 枚** 集めて、決めた順に並べます。[次の手引き](@/field-{}/page-{next}.md)も見てください。\
             入力は一日に {page} 件までとし、終わったら数を確かめます。\n\n- 写真をとる\n- 名前をつける\n- 送る\n\n\
             | 仕事 | 分 |\n|---|---|\n| 入力 | {part} |\n| 確認 | {page} |\n\n",
            next % SECTIONS
        );
    }
    text
}

const CONFIG: &str = r#"base_url = "https://example.jp"
title = "見本"
default_language = "ja"
compile_sass = true
generate_feeds = true
feed_limit = 20
taxonomies = [{ name = "kind", feed = true }]
"#;

/// The sections without their pages, as whoever writes for Zola asks for them: with them it copies each for each page.
const BASE: &str = r#"<!doctype html>
<html lang="{{ lang }}">
<head><meta charset="utf-8"><title>{% block title %}{{ config.title }}{% endblock %}</title>
<link rel="stylesheet" href="{{ get_url(path="main.css", cachebust=true) }}"></head>
<body><nav>{% set home = get_section(path="_index.md", metadata_only=true) %}{% for path in home.subsections %}{% set s = get_section(path=path, metadata_only=true) %}
<a href="{{ s.permalink }}">{{ s.title }}</a>{% endfor %}</nav>
<main>{% block main %}{% endblock %}</main></body></html>
"#;

const INDEX: &str =
    r#"{% extends "base.html" %}{% block main %}<h1>{{ section.title }}</h1>{% endblock %}"#;

const SECTION: &str = r#"{% extends "base.html" %}{% block main %}<h1>{{ section.title }}</h1>
{% for page in paginator.pages %}<p><a href="{{ page.permalink }}">{{ page.title }}</a> {{ page.date | date(format="%Y-%m-%d") }} {{ page.reading_time }}</p>
{% endfor %}{% if paginator.next %}<a href="{{ paginator.next }}">次へ</a>{% endif %}{% endblock %}"#;

const PAGE: &str = r#"{% extends "base.html" %}{% block title %}{{ page.title }}{% endblock %}{% block main %}<h1>{{ page.title }}</h1>
<p>{{ page.description }} {{ page.extra.minutes }}</p>{% for h in page.toc %}<a href="{{ h.permalink }}">{{ h.title }}</a>{% endfor %}
{{ page.content | safe }}{% if page.lower %}<a href="{{ page.lower.permalink }}">{{ page.lower.title }}</a>{% endif %}
{% if page.higher %}<a href="{{ page.higher.permalink }}">{{ page.higher.title }}</a>{% endif %}{% endblock %}"#;

const TERMS: &str = r#"{% extends "base.html" %}{% block main %}{% for term in terms %}<p>{{ term.name }} {{ term.page_count }}</p>{% endfor %}{% endblock %}"#;

const TERM: &str = r#"{% extends "base.html" %}{% block main %}<h1>{{ term.name }}</h1>
{% for page in term.pages %}<p>{{ page.title }}</p>{% endfor %}{% endblock %}"#;
