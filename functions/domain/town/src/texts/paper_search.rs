//! The list of `content/wording/paper_search.toml`.

texts! {
    /// Papers and books, found by day, amount and party.
    PaperSearchTexts, paper_search {
        heading,
        since,
        until,
        least,
        most,
        name,
        yen,
        day_wrong,
        yen_wrong,
        terms,
        ending,
        quote,
        purchase,
        acceptance,
        invoice,
        pay_notice,
        income,
        pay,
    }
}
