//! The files that every town has, besides its words and seminars; the build script reads this list too.

/// By path below `content/`: settings, catalogue, questions.
pub(crate) const FILES: [&str; 3] = [
    "programme.toml",
    "inventory/tasks.toml",
    "inventory/questions.toml",
];
