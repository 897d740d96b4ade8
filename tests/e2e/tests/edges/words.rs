//! Finds words for people in code: they lie in `content/wording/` or in a template, where a town can change them.

use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};

use crate::circles::is_for_tests;

/// Sources below `functions/` whose Japanese is code: what is recognised in typed text, names fixed by a law or a
/// schema, what `check` tells whoever edits the content, and letters and words of the language itself.
const CODE: &[&str] = &[
    "domain/base/",
    "domain/text_checks/",
    "domain/town/",
    "domain/job_spec/src/fields.rs",
    "adapters/web/src/words.rs",
    "adapters/mail/src/fold.rs",
    "adapters/staging/src/content.rs",
    "adapters/staging/src/writing/",
    "kiridashi/",
];

/// The literals below `functions/` that nothing allows, each with its file.
fn strays(functions: &Path) -> Vec<String> {
    let all = sources(functions).into_iter();
    let told = all.filter(|(path, _)| !CODE.iter().any(|code| path.starts_with(code)));
    told.flat_map(|(path, text)| {
        let found = literals(&text).into_iter();
        found.map(move |literal| format!("{path}: {literal}"))
    })
    .collect()
}

/// Every source that is not for tests only, by its path.
fn sources(functions: &Path) -> Vec<(String, String)> {
    let (mut found, mut folders) = (Vec::new(), vec![functions.to_path_buf()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy();
            let is_for_tests = ["tests", "tests.rs", "fixture.rs", "target"].contains(&&*name);
            if path.is_dir() && !is_for_tests {
                folders.push(path);
            } else if name.ends_with(".rs") && !is_for_tests {
                let text = std::fs::read_to_string(&path).expect("sources are UTF-8");
                let below = path.strip_prefix(functions).expect("it was found there");
                found.push((below.to_string_lossy().into_owned(), text));
            }
        }
    }
    found.sort();
    found
}

/// The string literals with kana or kanji in code; not in comments, attributes and tests.
fn literals(text: &str) -> Vec<String> {
    let tokens: TokenStream = text.parse().expect("what compiles can be read");
    let mut found = Vec::new();
    collect(tokens, &mut found);
    found
}

fn collect(tokens: TokenStream, found: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        if is_for_tests(&tokens[at..]) {
            at += 2;
            while at < tokens.len() && !crate::circles::ends_item(&tokens[at]) {
                at += 1;
            }
        } else if matches!(&tokens[at], TokenTree::Punct(mark) if mark.as_char() == '#') {
            // An attribute, or a comment for the documentation: `#[…]` or `#![…]`.
            let is_inner = matches!(tokens.get(at + 1), Some(TokenTree::Punct(_)));
            at += 1 + usize::from(is_inner);
        } else if let TokenTree::Group(group) = &tokens[at] {
            collect(group.stream(), found);
        } else if let TokenTree::Literal(literal) = &tokens[at] {
            let literal = literal.to_string();
            if literal.contains('"') && literal.chars().any(is_japanese) {
                found.push(literal);
            }
        }
        at += 1;
    }
}

/// A letter of hiragana or katakana, or a kanji.
fn is_japanese(letter: char) -> bool {
    matches!(letter, 'ぁ'..='ん' | 'ァ'..='ヶ' | '一'..='鿿')
}

#[test]
fn words_for_people_are_no_code() {
    let functions = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../functions");
    let strays = strays(&functions);
    assert!(
        strays.is_empty(),
        "move to content/wording/ or into a template:\n{}",
        strays.join("\n")
    );
}

#[test]
fn new_words_in_code_are_found_wherever_they_stand() {
    let tree = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = tree.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let code = r##"
        //! 仕事の一覧
        /// 見出し
        #[doc = "仕事"]
        fn title(n: u32) -> String {
            let mark = '円';
            let plain = "case";
            format!("{n}件の仕事{mark}{plain}")
        }
        const RAW: &str = r#"シート"#;
        #[cfg(test)]
        mod tests {
            const TOLD: &str = "返事を待っています";
        }
        #[cfg(test)]
        use x::y;
        fn last() -> &'static str { "おわり" }
    "##;
    write("lambdas/director/src/lists.rs", code);
    write("lambdas/director/tests/journey.rs", code);
    write("domain/placements/src/tests.rs", code);
    write("domain/base/src/text.rs", code);
    let found = strays(tree.path());
    let stray = |text: &str| format!("lambdas/director/src/lists.rs: {text}");
    assert_eq!(
        found,
        [
            stray("\"{n}件の仕事{mark}{plain}\""),
            stray("r#\"シート\"#"),
            stray("\"おわり\""),
        ]
    );
}
