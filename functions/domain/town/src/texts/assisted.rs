//! The list of `content/wording/assisted.toml`.

texts! {
    /// What the office writes for an employer, and how they agree to it.
    AssistedTexts, assisted {
        help_visit,
        help_counter,
        help_phone,
        help_paper,
        help_how,
        help_how_missing,
        agreed_screen,
        agreed_spoken,
        agreed_phone,
        agreed_signed,
        agreed_text(operator),
        agreed_told,
        agreed_read,
        agreed_box_told,
        agreed_box_read,
        agreed_missing,
        agreed_unrecorded,
        agreed_told_missing,
        agreed_how,
        agreed_how_missing,
        agreed_on,
        agreed_later(today),
        agreement_over_title,
        agreement_over,
        agreement_over_action,
        take_home(operator, phone, until, link),
        told(helper, way, agreement),
        told_agreement(day, way, by),
        told_agreement_own(day),
    }
}
