//! The list of `content/wording/warnings.toml`.

texts! {
    /// What had better be changed in what was typed; nobody is stopped.
    WarningTexts, warnings {
        vague(word),
        person(word),
        phone,
        account,
        mail,
        hours(word),
        place(word),
        sequence(word),
        phone_field,
        mail_field,
        person_other(word),
        mail_slip(domain, meant),
        mail_call,
        inspection_early,
        payment_late(limit),
        payment_original(limit),
        payment_within,
        stale(word),
    }
}
