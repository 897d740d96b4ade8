//! axe-core, the accessibility checker: its source, how it is run, and its findings in words.

use std::path::Path;
use std::sync::OnceLock;

use anyhow::{Context, Result};
use serde_json::Value;

/// Whether the page holds the checker already.
pub const IS_THERE: &str = "typeof axe === 'object'";

/// Which rules look at the page. None of them reads style sheets, which would be asked for again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rules {
    /// Every rule that belongs to WCAG 2.2 A and AA or to good practice.
    All,
    /// Only those that a colour scheme can break.
    Colours,
}

impl Rules {
    /// The call that runs them over the top document.
    pub fn run(self) -> String {
        let only = match self {
            Rules::All => "",
            Rules::Colours => "runOnly: { type: 'rule', values: ['color-contrast'] }, ",
        };
        format!(
            "axe.run(document, {{ {only}iframes: false, preload: false, resultTypes: ['violations'] }})\
             .then(found => found.violations.map(v => ({{ id: v.id, help: v.help, \
             nodes: v.nodes.map(n => n.html.slice(0, 200) + ' ' + (n.any[0]?.message ?? '')) }})))"
        )
    }
}

/// The script.
///
/// # Errors
/// When the npm package is not installed.
pub fn source() -> Result<&'static str> {
    static SOURCE: OnceLock<String> = OnceLock::new();
    if let Some(source) = SOURCE.get() {
        return Ok(source);
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules/axe-core/axe.min.js");
    let source = std::fs::read_to_string(&path)
        .with_context(|| format!("{} is missing: run `npm ci` in tests/e2e", path.display()))?;
    Ok(SOURCE.get_or_init(|| source + ";0"))
}

/// One line for each violation.
///
/// # Errors
/// When this is no list of violations.
pub fn lines(found: &Value) -> Result<Vec<String>> {
    let violations = found.as_array().context("axe returned no list")?;
    let line = |v: &Value| format!("{}: {} {}", v["id"], v["help"], v["nodes"]);
    Ok(violations.iter().map(line).collect())
}
