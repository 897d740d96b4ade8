//! The list of `content/wording/job_spec.toml`.

texts! {
    /// The job spec and its sheet.
    JobSpecTexts, job_spec {
        who_employer,
        who_director,
        who_employer_then_director,
        who_automatic,
        state_filled,
        state_undecided(reason, planned),
        state_director,
        undecided_unknown(question),
        undecided_not_yet(question),
        statutory_1,
        statutory_2,
        statutory_3,
        statutory_4,
        statutory_5,
        statutory_6,
        statutory_7,
        statutory_8,
        statutory_9,
        caution_hours(fields, word),
        caution_place(fields, word),
        caution_sequence(fields, word),
        payment_limit(limit),
        suggest(deliverable, inspection),
        instead_volume(inspection),
        instead_excludes(inspection),
        instead_handover(inspection),
        instead_delivery(deliverable),
        instead_fee(inspection),
        instead_reason,
    }
}
