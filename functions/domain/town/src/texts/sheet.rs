//! The list of `content/wording/sheet.toml`.

texts! {
    /// How a job spec reads on its sheet.
    SheetTexts, sheet {
        group_work,
        group_dates,
        group_money,
        group_rules,
        group_people,
        who_employer,
        who_director,
        who_employer_then_director,
        who_automatic,
        undecided(reason, day),
        director_fills,
        when_open,
        people(people),
        hours(hours),
        hours_first(hours),
        price_first(price),
        front_hours,
        front_hours_split,
        front_hours_open,
        front_rest,
        paper,
        paper_of(name),
        paper_note,
        paper_file(day),
    }
}
