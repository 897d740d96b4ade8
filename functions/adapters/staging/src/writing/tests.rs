use super::*;

fn of(path: &str, text: &str) -> WritingFaults {
    faults(&Sources::from([(path.to_owned(), text.to_owned())]))
}

/// A page with this text, which begins on line 4.
fn page(body: &str) -> WritingFaults {
    of("faq.md", &format!("+++\ntitle = \"a\"\n+++\n{body}"))
}

fn told(faults: &[TextFault]) -> Vec<(usize, &str)> {
    let told = faults.iter();
    told.map(|it| (it.line.unwrap(), it.what.as_str()))
        .collect()
}

#[test]
fn half_width_kana_are_named_with_what_to_write() {
    for (body, line, narrow, wide) in [
        ("春の\nｾﾐﾅｰのお知らせ", 5, "ｾﾐﾅｰ", "セミナー"),
        ("| 仕事 |\n|---|\n| ﾊﾟｿｺﾝ入力 |", 6, "ﾊﾟｿｺﾝ", "パソコン"),
        ("[ｶﾞｲﾄﾞ](@/guides/price.md)", 4, "ｶﾞｲﾄﾞ", "ガイド"),
        ("電話･メール", 4, "･", "・"),
        (
            "{{ <button label=\"ﾎﾞﾀﾝ\" href=\"/\" /> }}",
            4,
            "ﾎﾞﾀﾝ",
            "ボタン",
        ),
    ] {
        let what = format!("「{narrow}」は、半角のカタカナです。「{wide}」に書きかえてください。");
        assert_eq!(told(&page(body).others), [(line, what.as_str())], "{body}");
    }
    let settings = "+++\ntitle = \"ｾﾐﾅｰ\"\n+++\n";
    assert_eq!(of("a.md", settings).others[0].line, Some(2));
    let wording = "# ｺﾒﾝﾄ\n\na = \"ﾒｰﾙ\"\n";
    assert_eq!(of("wording/a.toml", wording).others[0].line, Some(3));
}

#[test]
fn other_letters_addresses_and_code_stay() {
    for body in [
        "セミナー、ガーデン、・ー「」。",
        "ABC 123 ａｂｃ ｱ".trim_end_matches(" ｱ"),
        "https://example.jp/ｾﾐﾅｰ?q=ｱ を見る。",
        "[案内](https://example.jp/ｱ)と[案内](/files/ｱ.pdf)",
        "`ｱｲｳ` と打ちます。",
        "```\nｱｲｳ\n```\n",
        "",
    ] {
        assert_eq!(page(body), WritingFaults::default(), "{body}");
    }
    for settings in ["# ｺﾒﾝﾄ\na = 1 # ｺﾒﾝﾄ\n", "url = \"https://example.jp/ｱ\"\n"]
    {
        let found = of("programme.toml", settings);
        assert_eq!(found, WritingFaults::default(), "{settings}");
    }
    let hash = of("programme.toml", "a = \"#ｱ\"\n");
    assert_eq!(hash.others.len(), 1, "a sign in a text begins no comment");
}

#[test]
fn a_heading_that_leaves_a_level_out_is_named_with_what_to_write() {
    for (body, line, right) in [
        ("## 持ち物\n\n#### 雨の日\n", 6, "### 雨の日"),
        ("### はじめに\n", 4, "## はじめに"),
        ("## 一\n### 二\n## 三\n#### 四\n", 7, "### 四"),
        (
            "{% <notice kind=\"info\" title=\"a\"> %}\n#### 五\n{% </notice> %}\n",
            5,
            "## 五",
        ),
    ] {
        let found = page(body).others;
        assert_eq!(found.len(), 1, "{body}");
        assert_eq!(found[0].line, Some(line), "{body}");
        assert!(found[0].what.contains(&format!("「{right}」")), "{found:?}");
    }
}

#[test]
fn headings_in_order_and_what_is_none_stay() {
    for body in [
        "## 一\n### 二\n#### 三\n## 四\n### 五\n",
        "## 一\n### 二\n### 三\n",
        "```\n#### 例\n```\n",
        "`#### 例` と書きます。",
        "#5番の窓口\n",
    ] {
        assert_eq!(page(body), WritingFaults::default(), "{body}");
    }
}

#[test]
fn a_picture_without_words_is_named() {
    const ID: &str = "0123456789abcdef0123456789abcdef";
    for (body, line) in [
        ("文\n\n![](/og.png)\n".to_owned(), 6),
        ("![ ](https://example.jp/a.png)".to_owned(), 4),
        (
            format!("\n{{{{ <photo file=\"{ID}\" width={{960}} height={{640}} alt=\"\" /> }}}}"),
            5,
        ),
        (
            format!("{{{{ <photo file=\"{ID}\" width={{960}} height={{640}} /> }}}}"),
            4,
        ),
        (
            format!(
                "{{{{ <photo file=\"{ID}\" width={{960}} height={{640}} alt=\" \" decoration={{false}} /> }}}}"
            ),
            4,
        ),
    ] {
        let found = page(&body);
        assert_eq!(found.others, [], "{body}");
        assert_eq!(found.pictures.len(), 1, "{body}");
        assert_eq!(found.pictures[0].line, Some(line), "{body}");
        assert!(found.pictures[0].what.contains("説明がありません"));
    }
}

#[test]
fn a_picture_with_words_and_decoration_stay() {
    const ID: &str = "0123456789abcdef0123456789abcdef";
    for body in [
        "![雪の日の駅](/og.png)".to_owned(),
        "![**太い**駅](/og.png)".to_owned(),
        format!("{{{{ <photo file=\"{ID}\" width={{960}} height={{640}} alt=\"駅\" /> }}}}"),
        format!(
            "{{{{ <photo file=\"{ID}\" width={{960}} height={{640}} decoration={{true}} /> }}}}"
        ),
        "`![](a.png)` と書きます。".to_owned(),
    ] {
        assert_eq!(page(&body), WritingFaults::default(), "{body}");
    }
}
