//! Code blocks, which are shown as they are.

use pulldown_cmark::CodeBlockKind;

use super::html;

/// A code block while it is read.
pub(super) struct CodeBlock {
    lang: Option<String>,
    text: String,
}

impl CodeBlock {
    pub(super) fn new(kind: &CodeBlockKind) -> CodeBlock {
        let lang = match kind {
            CodeBlockKind::Fenced(info) => language(info),
            CodeBlockKind::Indented => None,
        };
        CodeBlock {
            lang,
            text: String::new(),
        }
    }

    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    pub(super) fn html(self) -> String {
        let lang = self.lang.map_or_else(String::new, |lang| {
            format!(" data-lang=\"{}\"", html(&lang))
        });
        format!("<pre><code{lang}>{}</code></pre>\n", html(&self.text))
    }
}

/// The name Zola gives a block without a language; it is not shown.
const PLAIN: &str = "plain";

/// The language in a fence's info: its first word between commas that is no option and has no `=`.
fn language(info: &str) -> Option<String> {
    if info.trim().is_empty() {
        return None;
    }
    let options = ["linenos", "linenostart", "hl_lines", "hide_lines"];
    let mut words = info
        .split(',')
        .map(str::trim)
        .filter(|word| !word.is_empty());
    let lang = words
        .find(|word| !word.contains('=') && !options.contains(word))
        .unwrap_or_default();
    (lang != PLAIN).then(|| lang.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn language_is_the_first_word_that_is_no_option() {
        assert_eq!(language("toml,linenos").as_deref(), Some("toml"));
        assert_eq!(language("linenos, toml").as_deref(), Some("toml"));
        assert_eq!(language("ruby startline=3").as_deref(), Some(""));
        assert_eq!(language(" "), None);
    }
}
