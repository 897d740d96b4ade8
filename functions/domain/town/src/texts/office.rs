//! The list of `content/wording/office.toml`.

texts! {
    /// The office's own pages: today, mails that did not arrive, visits.
    OfficeTexts, office {
        list_lost,
        list_lost_none,
        list_lost_more,
        list_overdue,
        list_overdue_none,
        list_waiting,
        list_waiting_none,
        list_works_more,
        list_seminars,
        list_seminars_none,
        list_seminars_more,
        pay_over(day),
        income_over(day),
        answer_over(day),
        paper_over(day, what),
        waits_since(day),
        answer_until(day),
        ours,
        seats(taken, capacity, unit),
        seats_waiting(count),
        seats_unreached(count),
        seminar_cancelled,
        changed(who, why),
    }
}
