//! What functions read of the texts that were looked at last: one edit is checked, reviewed and seen in advance with the same.

use std::sync::{Arc, Mutex};

use town::{Content, ContentError, Sources};

/// Texts and what was read of them.
type Parsed = (Sources, Arc<Content>);

/// What the last call read; cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct LastParsed(Arc<Mutex<Option<Parsed>>>);

impl LastParsed {
    /// What functions would read of these texts.
    ///
    /// # Errors
    /// Their mistakes.
    pub(crate) fn of(&self, sources: &Sources) -> Result<Arc<Content>, Vec<ContentError>> {
        if let Some(content) = self.known(sources) {
            return Ok(content);
        }
        let own = sources.iter().filter(|(path, _)| Content::is_source(path));
        let own = own.map(|(path, text)| (path.clone(), text.clone()));
        let content = Arc::new(Content::parse(&own.collect())?);
        let mut last = self.0.lock().expect("no holder of the lock panics");
        *last = Some((sources.clone(), content.clone()));
        Ok(content)
    }

    fn known(&self, sources: &Sources) -> Option<Arc<Content>> {
        let last = self.0.lock().expect("no holder of the lock panics");
        let (_, content) = last.as_ref().filter(|(texts, _)| texts == sources)?;
        Some(content.clone())
    }
}
