//! The list of `content/wording/partners.toml`.

texts! {
    /// The pages on which the office changes partner towns.
    PartnerTexts, partners {
        partners,
        about,
        lead,
        form_lead,
        work,
        system,
        f_name,
        f_mail,
        f_terms,
        f_tags,
        f_tools,
        f_kiridashi,
        f_keys,
        f_webhook,
        new_partner,
        new_lead,
        remove(name),
        remove_lead,
        gone,
        holds_about(name, count),
    }
}
