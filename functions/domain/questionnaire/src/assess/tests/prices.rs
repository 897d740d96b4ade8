//! What a task costs an employer, and that nobody who does it is paid below the reference.

use super::*;

#[test]
fn price_is_pay_at_the_employers_minutes_with_share_and_tax() {
    let content = Content::embedded();
    let answers = typical(Industry::Inn, &["inn02"], &content);
    let report = report(&answers, &content);
    let estimate = &report.tasks[0].estimate;
    assert_eq!(
        (estimate.hours_month, estimate.share_percent),
        (Some(7.2), Some(9.0))
    );
    // 10 minutes at 1,117 yen are 187 for the worker and 234 for the inn; 52/12 weeks × 10 replies.
    let price = estimate.price.as_ref().unwrap();
    assert_eq!((price.span, price.minutes), (Span::Month, 10.0));
    assert_eq!((price.net, price.tax, price.gross), (10_140, 1_014, 11_154));
    let pay = pay(price, &content.programme, TODAY);
    assert_eq!((pay.unit, pay.total, pay.operator), (187, 8_103, 2_037));
    for part in [
        "1件に10分",
        "約43件",
        "7.2時間",
        "10,140円",
        "1,014円",
        "11,154円",
        "8分",
        "15分",
    ] {
        assert!(estimate.basis.contains(part), "{part}: {}", estimate.basis);
    }
    let references = report.references.concat();
    for part in ["1,117円", "2026年10月2日", "未確認", "見本"] {
        assert!(references.contains(part), "{part}: {references}");
    }
}

#[test]
fn no_price_pays_a_worker_below_the_reference() {
    let content = Content::embedded();
    let reference = content.programme.pay_per_hour(TODAY) as f64;
    for row in &content.tasks {
        let key = row.key();
        let task = Task::of(&Pick { key, name: None }, &content).unwrap();
        let price = price(&task, &row.answers(), &content.programme, TODAY).unwrap();
        let pay = pay(&price, &content.programme, TODAY);
        let hourly = pay.total as f64 * 60.0 / (price.minutes * price.lots);
        assert!(hourly > reference - 1.0, "{}: {hourly}", row.id);
        assert!(price.net >= pay.total && price.net >= content.programme.rates.smallest_order);
        assert!(price.gross_low <= price.gross && price.gross <= price.gross_high);
        assert_eq!(price.gross, price.net + price.tax);
    }
}

#[test]
fn what_comes_a_few_times_a_year_is_priced_by_the_job() {
    let content = Content::embedded();
    let report = report(&typical(Industry::Med, &["med12"], &content), &content);
    let price = report.tasks[0].estimate.price.as_ref().unwrap();
    assert_eq!((price.span, price.lots), (Span::Job, 1.0));
    // Two hours: 2,234 yen for the worker, 2,793 with the share, so the smallest order holds.
    assert_eq!((price.net, price.smallest), (3_000, true));
    assert_eq!((report.yen_month, report.yen_jobs), (0, 3_300));
    assert!(
        price
            .line(&content.texts.questionnaire)
            .starts_with("1回に税込3,300円")
    );
}

#[test]
fn a_town_that_pays_more_is_never_undercut_by_a_newer_wage() {
    let mut programme = Content::embedded().programme;
    programme.rates.yen_per_hour = Some(1_200);
    assert_eq!(programme.pay_per_hour(TODAY), 1_200);
    programme.rates.yen_per_hour = Some(1_100);
    assert_eq!(programme.pay_per_hour(TODAY), 1_117);
    assert_eq!(
        programme.pay_per_hour(jiff::civil::date(2026, 10, 1)),
        1_100
    );
    programme.rates.yen_per_hour = None;
    assert_eq!(
        programme.pay_per_hour(jiff::civil::date(2026, 10, 1)),
        1_061
    );
    assert_eq!(programme.pay_per_hour(jiff::civil::date(2022, 12, 1)), 908);
}

#[test]
fn longer_minutes_move_the_whole_price_range() {
    let content = Content::embedded();
    let mut answers = typical(Industry::Inn, &["inn02"], &content);
    let price = |answers: &Answers| {
        let estimate = report(answers, &content).tasks[0].estimate.clone();
        estimate.price.unwrap()
    };
    let before = price(&answers);
    let given = answers.tasks.get_mut(&TaskKey("inn02".into())).unwrap();
    given.minutes = 20.0;
    let after = price(&answers);
    assert!(after.gross_low > before.gross_low && after.gross_high > before.gross_high);
    assert!(after.gross.abs_diff(before.gross * 2) < 200);
}
