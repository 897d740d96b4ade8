//! What of a town's own files is still a sample: the lines that say 見本 or name an address of `example.jp` and its kin.

use std::path::Path;

use anyhow::Result;

/// What no real town says.
const SIGNS: [&str; 5] = [
    "見本",
    "example.jp",
    "example.com",
    "example.net",
    "example.org",
];

/// Each line that is still a sample, as `content/programme.toml:12: mail = "…"`, in the order of the files. Comments are not
/// counted, nor is what a file of another kind than text or settings holds.
///
/// # Errors
/// When the folder cannot be read.
pub fn samples(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for path in view::files(folder)? {
        let is_read = ["content/", "site/config.toml"]
            .iter()
            .any(|begin| path.starts_with(begin));
        if !is_read || !(path.ends_with(".toml") || path.ends_with(".md")) {
            continue;
        }
        let text = std::fs::read_to_string(folder.join(&path))?;
        let lines = (1..).zip(text.lines());
        let is_comment = |line: &str| path.ends_with(".toml") && line.trim_start().starts_with('#');
        let lines = lines.filter(|(_, line)| !is_comment(line) && is_sample(line));
        found.extend(lines.map(|(number, line)| format!("{path}:{number}: {}", line.trim())));
    }
    Ok(found)
}

fn is_sample(line: &str) -> bool {
    SIGNS.iter().any(|sign| line.contains(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_towns_own_texts_that_are_samples_are_named_with_their_place() {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let file = folder.path().join(path);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text).unwrap();
        };
        write(
            "content/programme.toml",
            "# 例：a@example.jp\nname = \"本物\"\n  mail = \"a@example.jp\"\n",
        );
        write("content/b.md", "# 見本の見出し\n");
        write(
            "content/seminars/a.md",
            "+++\ntitle = \"見本のセミナー\"\n+++\n",
        );
        write(
            "site/config.toml",
            "base_url = \"https://kiridashi.example.jp\"\n",
        );
        write("README.md", "見本を書きかえます\n");
        write("site/static/a.txt", "見本\n");
        let found = samples(folder.path()).unwrap();
        assert_eq!(
            found,
            [
                "content/b.md:1: # 見本の見出し",
                "content/programme.toml:3: mail = \"a@example.jp\"",
                "content/seminars/a.md:2: title = \"見本のセミナー\"",
                "site/config.toml:1: base_url = \"https://kiridashi.example.jp\"",
            ]
        );
    }
}
