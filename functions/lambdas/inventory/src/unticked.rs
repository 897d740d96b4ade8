//! Which form of the page of what became of an inventory came without its box.

/// Which form of the page came without its box.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unticked {
    /// None.
    Nothing,
    /// The one that asks for the sheet of this number again.
    Again(u32),
    /// The one about the agreement.
    Agreement,
}
