//! Pages as the office knows them: by their titles, read from texts that nobody has parsed yet.

use town::Sources;

/// The pages that visitors see, each with its path below `content/` and its title, in the order of paths.
pub fn titled_pages(sources: &Sources) -> impl Iterator<Item = (&str, &str)> {
    let pages = sources.iter().filter(|(path, _)| path.ends_with(".md"));
    pages.filter_map(|(path, text)| Some((path.as_str(), seen_title(text)?)))
}

/// The title of a page that visitors see; what is a draft to the generator is for engineers, and what is not rendered has
/// no address.
fn seen_title(text: &str) -> Option<&str> {
    let front = || text.lines().skip(1).take_while(|line| line.trim() != "+++");
    let hides = ["draft = true", "render = false"];
    if front().any(|line| hides.contains(&line.trim())) {
        return None;
    }
    let line = front().find_map(|line| line.strip_prefix("title = \""))?;
    Some(line.trim_end().trim_end_matches('"'))
}
