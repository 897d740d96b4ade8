//! The list of `content/wording/handouts.toml`.

texts! {
    /// Papers for counter, fair and visit.
    HandoutTexts, handouts {
        name_leaflet(industry),
        name_talk,
        name_poster(title),
        name_worksheet(industry),
        leaflet_title(industry),
        leaflet_title_office,
        why_time,
        why_busy,
        why_town,
        minutes(lot, minutes),
        lot_price(lot, price),
        price_note(pay),
        smallest_order(price),
        contact(phone, hours),
        box_name,
        box_name_ask,
        box_period_ask,
        box_count_unit,
        box_minutes,
        box_minutes_ask,
        sheets_industry,
        sheets_industry_missing,
        sheets_copies,
        sheets_count(count),
        sheets_copies_missing,
        sheets_number,
        sheets_number_hint,
        sheets_number_malformed,
        sheets_number_unknown(days),
        sheets_number_sent(reference),
    }
}
