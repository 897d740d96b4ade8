//! Takes a file apart into settings and text: a Markdown page into its front matter and what follows, TOML is all
//! settings.

/// A file in parts; put one after the other, they are the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SplitFile<'a> {
    /// What is before the settings: the first fence.
    pub head: &'a str,
    /// The settings, as TOML.
    pub settings: &'a str,
    /// The second fence.
    pub fence: &'a str,
    /// The text.
    pub body: &'a str,
}

impl<'a> SplitFile<'a> {
    /// Takes apart; `None`: a page without front matter.
    pub fn of(path: &str, text: &'a str) -> Option<SplitFile<'a>> {
        if !path.ends_with(".md") {
            return Some(SplitFile {
                head: "",
                settings: text,
                fence: "",
                body: "",
            });
        }
        let mut end = 0;
        let mut start = None;
        for line in text.split_inclusive('\n') {
            let from = end;
            end += line.len();
            let is_fence = line.trim_start_matches('\u{FEFF}').trim_end() == "+++";
            match start {
                None if is_fence => start = Some(end),
                None if line.trim_start_matches('\u{FEFF}').trim().is_empty() => {}
                None => return None,
                Some(start) if is_fence => {
                    return Some(SplitFile {
                        head: &text[..start],
                        settings: &text[start..from],
                        fence: &text[from..end],
                        body: &text[end..],
                    });
                }
                Some(_) => {}
            }
        }
        None
    }

    /// The line of the file in which the settings begin, from 1.
    pub fn settings_line(&self) -> usize {
        1 + newlines(self.head)
    }

    /// The line of the file in which the text begins, from 1.
    pub fn body_line(&self) -> usize {
        1 + newlines(self.head) + newlines(self.settings) + newlines(self.fence)
    }

    /// Whether its lines end as on Windows.
    pub fn has_windows_lines(&self) -> bool {
        [self.head, self.settings, self.body]
            .iter()
            .any(|part| part.contains("\r\n"))
    }
}

fn newlines(text: &str) -> usize {
    text.matches('\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_taken_apart_and_its_parts_are_the_page() {
        let text = "\u{FEFF}+++\r\ntitle = \"a\"\r\n+++\r\n\r\nb\r\n";
        let split = SplitFile::of("a.md", text).unwrap();
        assert_eq!(
            (split.settings, split.body),
            ("title = \"a\"\r\n", "\r\nb\r\n")
        );
        assert_eq!((split.settings_line(), split.body_line()), (2, 4));
        assert!(split.has_windows_lines());
        let parts = [split.head, split.settings, split.fence, split.body];
        assert_eq!(parts.concat(), text);
        assert_eq!(SplitFile::of("a.md", "no settings"), None);
        assert_eq!(SplitFile::of("a.toml", "a = 1").unwrap().settings, "a = 1");
    }
}
