//! The list of `content/wording/problem.toml`.

texts! {
    /// Pages that explain why something cannot be shown.
    ProblemTexts, problem {
        bad_request_title,
        bad_request,
        cross_site_title,
        cross_site,
        other_address_title,
        other_address,
        not_found_title,
        not_found,
        method_not_allowed_title,
        method_not_allowed,
        too_large_title,
        too_large,
        wrong_type_title,
        wrong_type,
        too_many_title,
        too_many,
        phone_only_title,
        phone_only,
        phone(name, phone, hours),
        internal_title,
        internal,
        unavailable_title,
        unavailable,
        to_inventory,
        to_seminars,
        to_home,
    }
}
