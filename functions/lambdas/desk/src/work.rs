//! An edit worked out: what was typed over the version that it began with, put together with what is live now.

use std::sync::Arc;

use editing::{
    Clash, DeskDraft, EditField, EditForm, EditPage, Edited, FaultLine, FormContext, FormKind,
    PlaceKey, PlacedFaults, apply, merged, placed, titled_pages,
};
use forms::FieldError;
use generator::FaultKind;
use jiff::civil::Date;
use staging::TextFault;
use town::Sources;
use town::texts::DeskTexts;
use web::HandlerError;

use crate::site::{DeskSite, VersionTexts};

/// What became of an edit.
pub(crate) struct Worked {
    /// What is live now.
    pub live: Arc<VersionTexts>,
    /// The form over it.
    pub form: EditForm,
    /// What is still to be published.
    pub edits: Vec<Edited>,
    /// What two editors said otherwise.
    pub clashes: Vec<Clash>,
    /// The texts with it.
    pub sources: Sources,
}

/// Why nothing becomes of it yet.
pub(crate) enum Unworkable {
    /// What it is of is not there any more.
    Gone,
    /// What was typed has mistakes.
    Mistakes(Vec<FieldError>),
    /// An answer that ends the request.
    Failed(HandlerError),
}

impl From<HandlerError> for Unworkable {
    fn from(error: HandlerError) -> Unworkable {
        Unworkable::Failed(error)
    }
}

/// Works an edit out.
pub(crate) async fn worked(
    site: &DeskSite,
    draft: &DeskDraft,
    today: Date,
) -> Result<Worked, Unworkable> {
    let live = site.live().await?;
    let base = match draft.kind {
        // What is new has nothing in common with anybody else's.
        FormKind::NewSeminar(_)
        | FormKind::NewDirector
        | FormKind::NewPartner
        | FormKind::NewStory => live.clone(),
        _ => site.numbered(draft.base).await?,
    };
    let edits = edits_of(draft, context(&base, today))?;
    let typed = Some(&draft.typed);
    let form = EditForm::of(&draft.kind, context(&live, today), typed).ok_or(Unworkable::Gone)?;
    let merged = merged(edits, (&base.sources, form.sources()), &draft.prefer);
    let texts = &live.content.texts.desk;
    let lost = lost(merged.lost.iter(), texts);
    if !lost.is_empty() {
        return Err(Unworkable::Mistakes(lost));
    }
    let sources = apply(form.sources(), &merged.edits).map_err(|gone| {
        let is_gone = |edit: &&Edited| gone.iter().any(|gone| gone.field == edit.field.name);
        Unworkable::Mistakes(self::lost(merged.edits.iter().filter(is_gone), texts))
    })?;
    let mut edits = merged.edits;
    if matches!(draft.kind, FormKind::NewSeminar(_)) {
        // What the other one says is nothing that the new one said before.
        edits.iter_mut().for_each(|edit| edit.before.clear());
        edits.retain(|edit| !edit.after.is_empty());
    }
    Ok(Worked {
        form,
        edits,
        clashes: merged.clashes,
        sources,
        live,
    })
}

/// What was typed into what others took away.
fn lost<'e>(edits: impl Iterator<Item = &'e Edited>, texts: &DeskTexts) -> Vec<FieldError> {
    let typed = edits.filter(|edit| !edit.field.is_derived);
    let told = typed.map(|edit| FieldError {
        field: edit.field.name.clone(),
        message: texts.gone(&edit.field.label),
    });
    told.collect()
}

fn edits_of(draft: &DeskDraft, context: FormContext<'_>) -> Result<Vec<Edited>, Unworkable> {
    let form = EditForm::of(&draft.kind, context, Some(&draft.typed)).ok_or(Unworkable::Gone)?;
    let edits = form.edited(context, &draft.typed);
    edits.map_err(Unworkable::Mistakes)
}

/// What forms over a version are made from.
pub(crate) fn context(texts: &VersionTexts, today: Date) -> FormContext<'_> {
    FormContext {
        content: &texts.content,
        sources: &texts.sources,
        today,
    }
}

impl Worked {
    /// Whether anything is left that somebody typed.
    pub fn changes_something(&self) -> bool {
        self.edits.iter().any(|edit| !edit.field.is_derived)
    }

    /// The texts that it changes.
    pub fn text_edits(&self) -> publisher::TextEdits {
        let changed = self
            .sources
            .iter()
            .filter(|(path, text)| self.live.sources.get(*path) != Some(text));
        let changed = changed.map(|(path, text)| (path.clone(), Some(text.clone())));
        let before = self.live.sources.keys();
        let gone = before.filter(|path| !self.sources.contains_key(*path));
        let gone = gone.map(|path| (path.clone(), None));
        changed.chain(gone).collect()
    }

    /// What a check found, beside the fields.
    pub fn placed(&self, faults: &[TextFault]) -> PlacedFaults {
        let fields: Vec<EditField> = self.form.fields().cloned().collect();
        let faults = faults.iter();
        let faults: Vec<FaultLine> = faults.map(|fault| told(fault, self)).collect();
        placed(&faults, &fields, &self.sources)
    }

    /// The title of the page that a fault is on, where the form is of another one.
    fn elsewhere(&self, fault: &TextFault) -> Option<&str> {
        let path = fault.path.as_deref()?;
        let mut own = self.form.fields().flat_map(|field| &field.places);
        if own.any(|place| place.path == path && place.key != PlaceKey::FileGone) {
            return None;
        }
        let mut pages = titled_pages(&self.sources);
        pages.find(|(it, _)| *it == path).map(|(_, title)| title)
    }

    /// The words of the form.
    pub fn page(&self) -> &EditPage {
        &self.form.page
    }
}

/// A fault in words for the office: those of the generator are for engineers.
fn told(fault: &TextFault, worked: &Worked) -> FaultLine {
    let texts = &worked.live.content.texts.desk;
    let message = match &fault.kind {
        FaultKind::Link(link) => match worked.elsewhere(fault) {
            Some(title) => texts.fault_link_on(title, link),
            None => texts.fault_link(link),
        },
        FaultKind::Stars => texts.fault_stars().to_owned(),
        FaultKind::SecondTitle => texts.fault_title().to_owned(),
        FaultKind::Other if is_japanese(&fault.what) => fault.what.clone(),
        FaultKind::Other => texts.fault_elsewhere(&fault.what),
    };
    FaultLine {
        path: fault.path.clone().unwrap_or_default(),
        line: fault.line,
        message,
    }
}

/// Whether somebody wrote it for the town: what functions read is told so, and what templates throw.
fn is_japanese(message: &str) -> bool {
    message
        .chars()
        .any(|c| ('\u{3040}'..='\u{30ff}').contains(&c))
}
