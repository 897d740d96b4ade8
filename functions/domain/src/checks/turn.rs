//! Turns wording that fixes hours, place or sequence into what comes out and how it is inspected.

use super::{WarningKind, detect, findings};
use crate::content::Wording;

/// The text without its sentences that instruct how the work is done, and with one by result and
/// inspection in their place (37号告示: such orders make a contractor an employee). Text that
/// instructs nothing stays as it is.
pub fn by_result(text: &str, deliverable: &str, inspection: &str, words: &Wording) -> String {
    if !instructs(text) {
        return text.to_owned();
    }
    let instead = result_of(deliverable, inspection, words);
    let steps = detect::sequence(text).is_some();
    let kept: String = text
        .split_inclusive(['。', '\n'])
        .filter(|sentence| !(instructs(sentence) || steps && detect::is_step(sentence)))
        .collect();
    let turned = format!("{}\n{instead}", kept.trim_end());
    if kept.trim().is_empty() || instructs(&turned) {
        instead
    } else {
        turned
    }
}

/// The sentence by result and inspection; where her own words would instruct again, without them.
pub(super) fn result_of(deliverable: &str, inspection: &str, words: &Wording) -> String {
    let values = [("deliverable", deliverable), ("inspection", inspection)];
    let sentence = words.text("suggest", &values);
    if instructs(&sentence) {
        words.text("suggest_plain", &[])
    } else {
        sentence
    }
}

/// Whether a text fixes hours, place or sequence.
fn instructs(text: &str) -> bool {
    findings(text)
        .iter()
        .any(|finding| is_instruction(finding.kind))
}

/// Whether a warning is about how the work is done.
pub(super) fn is_instruction(kind: WarningKind) -> bool {
    matches!(
        kind,
        WarningKind::Hours | WarningKind::Place | WarningKind::Sequence
    )
}
