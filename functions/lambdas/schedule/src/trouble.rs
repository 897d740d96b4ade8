//! The errors of a round, returned at its end, so that one does not keep the rest from being done.

use base::reference::Reference;
use store::StoreError;

/// The first failure of a round.
#[derive(Debug, Default)]
pub(crate) struct Trouble(Option<StoreError>);

impl Trouble {
    /// What a part of the round gave; nothing when it failed.
    pub(crate) fn note<T: Default>(&mut self, part: &str, result: Result<T, StoreError>) -> T {
        result.unwrap_or_else(|error| {
            tracing::error!(part, %error, "a part of the round failed");
            self.0.get_or_insert(error);
            T::default()
        })
    }

    /// A case that could not be seen to.
    pub(crate) fn of_case(&mut self, reference: &Reference, error: StoreError) {
        tracing::error!(reference = reference.as_str(), %error, "a case was not seen to");
        self.0.get_or_insert(error);
    }

    /// A seminar that could not be seen to.
    pub(crate) fn of_seminar(&mut self, slug: &str, error: StoreError) {
        tracing::error!(seminar.slug = slug, %error, "a seminar was not seen to");
        self.0.get_or_insert(error);
    }

    /// The round's outcome.
    pub(crate) fn end<T>(self, done: T) -> Result<T, StoreError> {
        self.0.map_or(Ok(done), Err)
    }
}
