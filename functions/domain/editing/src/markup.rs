//! What the office may not write into a text: HTML and template code that was not there before. The site's own
//! components are welcome, with plain words as their values.

use std::collections::BTreeMap;

/// What code begins with.
const OPENINGS: [(&str, &str); 3] = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")];

/// What addresses begin with that are run by the browser.
const RUNNING: [&str; 3] = ["javascript:", "vbscript:", "data:"];

/// What stands for a piece of code in a text that is edited, around its number.
const STAND_IN: [char; 2] = ['⟦', '⟧'];

/// The text with a stand-in for each piece of code that nobody may edit, and these pieces.
pub(crate) fn masked(text: &str) -> (String, Vec<String>) {
    let (mut masked, mut hidden) = (String::new(), Vec::new());
    let mut rest = text;
    for code in codes(text) {
        let Some((before, after)) = rest.split_once(&code) else {
            continue;
        };
        masked.push_str(before);
        rest = after;
        if is_component(&code) {
            masked.push_str(&code);
            continue;
        }
        hidden.push(code);
        masked.push_str(&stand_in(hidden.len()));
    }
    masked.push_str(rest);
    (masked, hidden)
}

/// The text with each piece of code in the place of its stand-in.
pub(crate) fn unmasked(text: &str, hidden: &[String]) -> String {
    let mut text = text.to_owned();
    for (at, code) in hidden.iter().enumerate() {
        text = text.replace(&stand_in(at + 1), code);
    }
    text
}

fn stand_in(number: usize) -> String {
    let [open, close] = STAND_IN;
    format!("{open}{number}{close}")
}

/// The stand-ins of a text, and whatever else looks like one.
fn stand_ins(text: &str) -> impl Iterator<Item = String> + '_ {
    let [open, close] = STAND_IN;
    text.split(open).skip(1).map(move |rest| {
        let inside = rest.split(close).next().unwrap_or_default();
        format!("{open}{inside}{close}")
    })
}

/// Whether a text holds template code, which only pages' texts may hold.
pub(crate) fn has_code(text: &str) -> bool {
    OPENINGS.iter().any(|(opening, _)| text.contains(opening))
}

/// The first piece of template code, short enough to be told.
pub(crate) fn first_code(text: &str) -> String {
    codes(text)
        .next()
        .map_or_else(String::new, |code| short(&code))
}

/// The first piece of code in a page's text that was not there before and is no component with plain values.
pub(crate) fn mistake(before: &str, typed: &str) -> Option<String> {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for code in codes(before).chain(html(before)) {
        *known.entry(code).or_default() += 1;
    }
    let known_ones: Vec<String> = stand_ins(before).collect();
    if let Some(other) = stand_ins(typed).find(|it| !known_ones.contains(it)) {
        return Some(short(&other));
    }
    let found = codes(typed).chain(html(typed));
    for code in found {
        match known.get_mut(&code) {
            Some(left) if *left > 0 => *left -= 1,
            _ if is_component(&code) => {}
            _ => return Some(short(&code)),
        }
    }
    None
}

fn short(code: &str) -> String {
    let line = base::text::line(code);
    match line.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

/// The pieces of template code of a text; one that does not end goes to the end of the text.
fn codes(text: &str) -> impl Iterator<Item = String> + '_ {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (at, closing) = OPENINGS
            .iter()
            .filter_map(|(opening, closing)| Some((rest.find(opening)?, *closing)))
            .min_by_key(|(at, _)| *at)?;
        let end = rest[at + 2..]
            .find(closing)
            .map_or(rest.len(), |end| at + 2 + end + closing.len());
        let code = rest[at..end].to_owned();
        rest = &rest[end..];
        Some(code)
    })
}

/// What stands for a piece of code while the text around it is read: nobody knows what the code puts there.
const UNKNOWN: char = '\u{e000}';

/// What a browser would take for a tag, a character reference or a script in a link, outside template code. Markdown's own
/// parser cannot tell: inside of a component's HTML it leaves everything to the browser.
fn html(text: &str) -> Vec<String> {
    let mut plain = text.to_owned();
    for code in codes(text) {
        plain = plain.replacen(&code, UNKNOWN.encode_utf8(&mut [0; 4]), 1);
    }
    let mut found = tags(&plain);
    found.extend(references(&plain));
    found.extend(scripts(&plain));
    found.extend(targets(&plain).filter(|target| target.contains(UNKNOWN)));
    let shown = |found: String| found.replace(UNKNOWN, "…");
    found.into_iter().map(shown).collect()
}

fn tags(text: &str) -> Vec<String> {
    let openings = text.match_indices('<').map(|(at, _)| &text[at..]);
    let is_tag = |tag: &&str| {
        tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c) || c == UNKNOWN)
    };
    let tags = openings.filter(is_tag).filter(|tag| !is_link(tag));
    tags.map(|tag| tag[..tag.find('>').map_or(tag.len(), |end| end + 1)].to_owned())
        .collect()
}

/// Whether a text begins with `<https://…>` or `<a@b.jp>`, which a browser that takes it for a tag finds no attribute in.
fn is_link(text: &str) -> bool {
    let inside = text[1..].split_once('>').map(|(inside, _)| inside);
    inside.is_some_and(|inside| {
        let is_address = |extra: &str| {
            let plain = |c: char| c.is_ascii_alphanumeric() || extra.contains(c);
            inside.chars().all(plain)
        };
        let is_web = inside.starts_with("http://") || inside.starts_with("https://");
        let name = inside.split('=').next().unwrap_or_default();
        let name = name.rsplit('/').next().unwrap_or_default();
        let is_query = !inside.contains('=') || name.contains('?');
        (is_web && is_query && is_address("-._~:/?#[]@!$&()*+,;=%"))
            || (inside.contains('@') && is_address("-._+@"))
    })
}

/// `&#58;` and `&colon;`: what is read otherwise than it is written.
fn references(text: &str) -> Vec<String> {
    let rests = text.match_indices('&').map(|(at, _)| &text[at..]);
    rests
        .filter_map(|rest| {
            let (name, _) = rest[1..].split_once(';')?;
            let is_part = |c: char| c.is_ascii_alphanumeric() || c == '#' || c == UNKNOWN;
            let is_name = !name.is_empty() && name.chars().all(is_part);
            is_name.then(|| format!("&{name};"))
        })
        .collect()
}

/// Addresses that run instead of leading somewhere, also written with gaps or backslashes, which get lost on the way.
fn scripts(text: &str) -> Vec<String> {
    let is_lost = |c: char| c.is_whitespace() || c.is_control() || c == '\\' || c == UNKNOWN;
    let text = text.replace(is_lost, "").to_ascii_lowercase();
    let begins = |at: usize| !text[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
    let found = RUNNING.iter().flat_map(|scheme| text.match_indices(scheme));
    found
        .filter(|(at, _)| begins(*at))
        .map(|(_, scheme)| scheme.to_owned())
        .collect()
}

/// Where the links of a text lead to, as far as it is written.
fn targets(text: &str) -> impl Iterator<Item = String> + '_ {
    ["](", "]:"].into_iter().flat_map(move |opening| {
        let rests = text.split(opening).skip(1).map(str::trim_start);
        rests.map(|rest| {
            let end = rest.find(|c: char| c.is_whitespace() || c == ')');
            rest[..end.unwrap_or(rest.len())].to_owned()
        })
    })
}

/// Whether code is a component of the site whose values are plain words, numbers or yes and no.
fn is_component(code: &str) -> bool {
    let inside = ["{{", "{%"]
        .iter()
        .find_map(|opening| code.strip_prefix(opening));
    let inside = inside.and_then(|rest| rest.strip_suffix("}}").or(rest.strip_suffix("%}")));
    let Some(inside) = inside.map(str::trim) else {
        return false;
    };
    let Some(tag) = inside
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'))
    else {
        return false;
    };
    let tag = tag.trim().trim_end_matches('/').trim();
    let is_name = |name: &str| {
        !name.is_empty()
            && name
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b == b'_' || b.is_ascii_digit())
    };
    if let Some(name) = tag.strip_prefix('/') {
        return is_name(name.trim());
    }
    let (name, mut rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    if !is_name(name) {
        return false;
    }
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            return true;
        }
        let Some((key, value)) = rest.split_once('=') else {
            return false;
        };
        let Some(after) = is_name(key.trim()).then(|| plain_value(value)).flatten() else {
            return false;
        };
        rest = after;
    }
}

/// What follows a plain value.
fn plain_value(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix('"') {
        let (value, rest) = rest.split_once('"')?;
        let is_plain = !value.contains(['{', '}', '\\', '<', '>'])
            && scripts(value).is_empty()
            && references(value).is_empty();
        return is_plain.then_some(rest);
    }
    let (value, rest) = text.strip_prefix('{')?.split_once('}')?;
    let value = value.trim();
    let is_plain = matches!(value, "true" | "false") || value.parse::<f64>().is_ok();
    is_plain.then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_and_code_are_refused_unless_they_were_there() {
        for text in [
            "<script>alert(1)</script>",
            "a <img src=x onerror=alert(1)>",
            "<!-- a -->",
            "{{ config.title }}",
            "{% set a = 1 %}",
            "{% include \"a.html\" %}",
            "{{ load_data(path=\"data/programme.toml\") }}",
            "{{ <button label={config.title} /> }}",
            "{# a #}",
            "{{ <a",
            "{{ <button label=\"a\" href=\"{{ b }}\" /> }}",
            "<details\t@ open ontoggle=alert(1)>",
            "<script\t@>",
            "<form\n@ action=a>",
            "<iframe\u{c}@ src=a>",
            "<img/@/src=a/onerror=alert(1)>",
            "<a@b.jp/onclick=alert(1)>",
            "<https://a/onfocus=alert(1)/autofocus/tabindex=1>",
            "<https://a/?b/onclick=alert(1)>",
            "<https://a onclick=alert(1)>",
            "<{{ <icon name=\"a\" /> }}script>",
            "[x](javascript:alert(1))",
            "[x]( JavaScript:alert(1))",
            "[x](java\\script\\:alert(1))",
            "[x](&#106;avascript:alert(1))",
            "[x](javascript&colon;alert(1))",
            "[x]: vbscript:a",
            "![x](data:text/html,a)",
            "[x](java{{ <site_path path=\"script:a\" /> }})",
            "[x]: {{ <site_path path=\"a\" /> }}",
            "{{ <button label=\"a\" href=\"javascript:alert(1)\" /> }}",
            "{{ <button label=\"a\" href=\"java\tscript&colon;alert(1)\" /> }}",
        ] {
            assert!(mistake("", text).is_some(), "{text}");
            assert_eq!(mistake(text, &format!("新しい文。{text}")), None, "{text}");
        }
        let twice = "{{ config.title }}{{ config.title }}";
        assert!(mistake("{{ config.title }}", twice).is_some());
    }

    #[test]
    fn code_that_is_there_has_a_stand_in_and_comes_back_where_that_is() {
        let text = "a {{ b }} {% if c %}d{% endif %} {{ <button label=\"e\" /> }}\n{{ b }}";
        let (masked, hidden) = masked(text);
        assert_eq!(masked, "a ⟦1⟧ ⟦2⟧d⟦3⟧ {{ <button label=\"e\" /> }}\n⟦4⟧");
        assert_eq!(unmasked(&masked, &hidden), text);
        assert_eq!(unmasked("⟦3⟧⟦1⟧", &hidden), "{% endif %}{{ b }}");
        assert_eq!(mistake(&masked, &masked.replace('a', "f")), None);
        assert_eq!(mistake(&masked, "⟦5⟧").as_deref(), Some("⟦5⟧"));
    }

    #[test]
    fn words_links_and_components_with_plain_values_are_welcome() {
        for text in [
            "1 < 2 で、3 > 2。",
            "<https://example.jp/> と <https://example.jp/a?b=c&d=e> と <office@example.jp>",
            "[電話](tel:0267-00-0000) [メール](mailto:a@example.jp) A&B；C & D; [注]: 文",
            "open data: metadata:",
            "**太字** [リンク](@/guides/price.md)",
            "{{ <button label=\"申し込む\" href=\"/inventory/\" /> }}",
            "{% <notice kind=\"info\" title=\"お知らせ\" live={true}> %}文{% </notice> %}",
            "",
        ] {
            assert_eq!(mistake("", text), None, "{text}");
        }
        assert!(has_code("{{ a }}") && !has_code("{名前}"));
        assert_eq!(first_code("a {{ b }} c"), "{{ b }}");
    }
}
