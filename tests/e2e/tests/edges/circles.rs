//! Finds modules of a crate that use each other in a circle, by the paths in their tokens.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::{Graph, reach};

/// The segments of a path below the crate, e.g. `["placement", "route"]`; empty for the crate's root.
type Module = Vec<String>;

/// A path as written, from the crate on, and whether a `use` declaration brings it in.
struct Reference {
    path: Module,
    is_import: bool,
}

/// Each circle of a crate's modules, once: between files, and between what stands at the crate's root, a
/// folder counting as one. Tests are left out, and so are the binaries' roots.
///
/// An arrow is any path that begins with `crate`, `super` or `self`, in code or in a macro. A parent may
/// import from its own children, to pass on what they own.
pub fn circles(sources: &Path) -> Vec<BTreeSet<String>> {
    let mut files = BTreeMap::new();
    collect(sources, &Module::new(), &mut files);
    let references = |module: &Module| {
        let mut found = Vec::new();
        walk(&parse(&files[module]), module, &mut found);
        found
    };
    let (mut between_files, mut between_tops) = (Graph::new(), Graph::new());
    for module in files.keys().filter(|module| !module.is_empty()) {
        for reference in references(module) {
            let target = known(&files, reference.path);
            let passed_on = reference.is_import && target.starts_with(module);
            if target.is_empty() || target == *module || passed_on {
                continue;
            }
            add(&mut between_files, module.join("::"), target.join("::"));
            if target[0] != module[0] {
                add(&mut between_tops, module[0].clone(), target[0].clone());
            }
        }
    }
    let mut all = knots(&between_files);
    all.extend(knots(&between_tops));
    all.sort();
    all.dedup();
    all
}

fn add(graph: &mut Graph, from: String, to: String) {
    graph.entry(from).or_default().insert(to);
}

/// The groups whose members all reach each other.
fn knots(graph: &Graph) -> Vec<BTreeSet<String>> {
    let reached: BTreeMap<_, _> = graph
        .keys()
        .map(|name| (name, reach(graph, name)))
        .collect();
    let back = |from: &String, to: &String| reached.get(to).is_some_and(|all| all.contains(from));
    let knot = |(name, all): (&&String, &BTreeSet<String>)| -> BTreeSet<String> {
        all.iter()
            .filter(|other| back(name, other))
            .cloned()
            .collect()
    };
    let mut knots: Vec<_> = reached
        .iter()
        .map(knot)
        .filter(|knot| knot.len() > 1)
        .collect();
    knots.sort();
    knots.dedup();
    knots
}

/// The module of this name, or the one it stands in, when the name is an item's.
fn known(files: &BTreeMap<Module, String>, mut path: Module) -> Module {
    while !files.contains_key(&path) {
        path.pop();
    }
    path
}

/// Every file's text by its module.
fn collect(folder: &Path, within: &Module, files: &mut BTreeMap<Module, String>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let mut module = within.clone();
        if path.is_dir() {
            if !matches!(name.as_str(), "tests" | "bin") {
                module.push(name);
                collect(&path, &module, files);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            match name.as_str() {
                "main" | "tests" => continue,
                "mod" | "lib" => {}
                _ => module.push(name),
            }
            let text = std::fs::read_to_string(&path).expect("sources are UTF-8");
            files.insert(module, text);
        }
    }
    files.entry(Module::new()).or_default();
}

fn parse(text: &str) -> Vec<TokenTree> {
    let tokens: TokenStream = text.parse().expect("what compiles can be read");
    tokens.into_iter().collect()
}

/// Collects the paths of a stretch of tokens in `module`, without what is compiled for tests only.
fn walk(tokens: &[TokenTree], module: &Module, found: &mut Vec<Reference>) {
    let mut at = 0;
    let mut is_import = false;
    while at < tokens.len() {
        if is_for_tests(&tokens[at..]) {
            at += 2;
            while at < tokens.len() && !ends_item(&tokens[at]) {
                at += 1;
            }
            at += 1;
            continue;
        }
        if let Some((name, body)) = inline_module(&tokens[at..]) {
            let mut inner = module.clone();
            inner.push(name);
            walk(&body, &inner, found);
            at += 3;
            continue;
        }
        match &tokens[at] {
            TokenTree::Ident(word) if word == "use" && !is_punct(tokens.get(at + 1), '<') => {
                is_import = true
            }
            TokenTree::Ident(word) => {
                let start = match word.to_string().as_str() {
                    "crate" => Some(Module::new()),
                    "self" => Some(module.clone()),
                    "super" => Some(parent(module)),
                    _ => None,
                };
                if let Some(start) = start.filter(|_| is_path(&tokens[at + 1..])) {
                    at += 1;
                    at += branches(&tokens[at..], &start, is_import, found);
                    continue;
                }
            }
            TokenTree::Punct(mark) if mark.as_char() == ';' => is_import = false,
            TokenTree::Group(group) => {
                let inner: Vec<_> = group.stream().into_iter().collect();
                walk(&inner, module, found);
            }
            _ => {}
        }
        at += 1;
    }
}

/// Follows `::a::{b, c::d}` from `start` and returns how many tokens that took.
fn branches(
    tokens: &[TokenTree],
    start: &Module,
    is_import: bool,
    found: &mut Vec<Reference>,
) -> usize {
    let (mut path, mut at) = (start.clone(), 0);
    while is_path(&tokens[at..]) {
        match tokens.get(at + 2) {
            Some(TokenTree::Ident(word)) if word == "super" => path = parent(&path),
            Some(TokenTree::Ident(word)) => path.push(word.to_string()),
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                let inner: Vec<_> = group.stream().into_iter().collect();
                for branch in inner.split(|token| is_punct(Some(token), ',')) {
                    let Some(TokenTree::Ident(word)) = branch.first() else {
                        continue;
                    };
                    let mut next = path.clone();
                    if word != "self" {
                        next.push(word.to_string());
                    }
                    branches(&branch[1..], &next, is_import, found);
                }
                return at + 3;
            }
            // `::*` and a generic's `::<…>` name nothing more.
            _ => break,
        }
        at += 3;
    }
    found.push(Reference { path, is_import });
    at
}

fn parent(module: &Module) -> Module {
    let up = module.len().saturating_sub(1);
    module[..up].to_vec()
}

fn is_punct(token: Option<&TokenTree>, mark: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
}

fn is_path(tokens: &[TokenTree]) -> bool {
    is_punct(tokens.first(), ':') && is_punct(tokens.get(1), ':')
}

/// Whether `#[cfg(test)]` begins here.
pub fn is_for_tests(tokens: &[TokenTree]) -> bool {
    let [TokenTree::Punct(mark), TokenTree::Group(group), ..] = tokens else {
        return false;
    };
    mark.as_char() == '#' && group.stream().to_string().replace(' ', "") == "cfg(test)"
}

pub fn ends_item(token: &TokenTree) -> bool {
    match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        other => is_punct(Some(other), ';'),
    }
}

/// The name and the tokens of `mod name { … }`, if that begins here.
fn inline_module(tokens: &[TokenTree]) -> Option<(String, Vec<TokenTree>)> {
    let [
        TokenTree::Ident(word),
        TokenTree::Ident(name),
        TokenTree::Group(body),
        ..,
    ] = tokens
    else {
        return None;
    };
    let is_module = word == "mod" && body.delimiter() == Delimiter::Brace;
    is_module.then(|| (name.to_string(), body.stream().into_iter().collect()))
}

#[cfg(test)]
mod tests {
    use super::circles;

    /// The circles of a made-up crate.
    fn of(files: &[(&str, &str)]) -> Vec<Vec<String>> {
        let crate_ = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = crate_.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let found = circles(crate_.path()).into_iter();
        found.map(|knot| knot.into_iter().collect()).collect()
    }

    #[test]
    fn two_files_that_use_each_other_are_a_circle_however_the_path_is_written() {
        for back in [
            "use crate::a::A;",
            "use super::{c, a::{self, A}};",
            "fn f() -> u8 { crate::a::f() }",
            "fn f() { println!(\"{}\", super::a::N) }",
            "mod inner { pub use super::super::a::A; }",
            "pub(super) use crate::{a as other};",
        ] {
            let files = [
                ("lib.rs", "mod a; mod b;"),
                ("a.rs", "use crate::b::B;"),
                ("b.rs", back),
                ("c.rs", ""),
            ];
            assert_eq!(of(&files), [["a", "b"]], "{back}");
        }
    }

    #[test]
    fn a_longer_way_round_is_a_circle_too() {
        let files = [
            ("a.rs", "use crate::b;"),
            ("b.rs", "use crate::c;"),
            ("c.rs", "use crate::a;"),
            ("d.rs", "use crate::{a, b, c};"),
        ];
        assert_eq!(of(&files), [["a", "b", "c"]]);
    }

    #[test]
    fn folders_that_use_each_other_are_a_circle_though_no_two_files_are() {
        let files = [
            ("a/mod.rs", "pub mod one; pub mod two;"),
            ("a/one.rs", "use crate::b::B;"),
            ("a/two.rs", ""),
            ("b.rs", "use crate::a::two::T;"),
        ];
        assert_eq!(of(&files), [["a", "b"]]);
    }

    #[test]
    fn a_child_and_its_parents_own_code_are_a_circle() {
        let files = [
            ("a.rs", "mod one; pub struct A; fn f() { self::one::g() }"),
            ("a/one.rs", "use super::A; pub fn g() {}"),
        ];
        assert_eq!(of(&files), [["a", "a::one"]]);
    }

    #[test]
    fn one_way_is_no_circle_and_neither_are_tests_words_and_what_a_parent_passes_on() {
        let files = [
            ("lib.rs", "pub mod a; mod b; pub use b::B;"),
            ("a.rs", "mod one; pub use self::one::One; pub struct A;"),
            (
                "a/one.rs",
                "use super::A;\n#[cfg(test)]\nmod tests { use crate::b::B; }",
            ),
            ("a/tests.rs", "use crate::b::B;"),
            (
                "b.rs",
                "use crate::a::A; // crate::b\n/* use crate::b; */ const T: &str = \"crate::b\";",
            ),
        ];
        assert!(of(&files).is_empty(), "{:?}", of(&files));
    }
}
