//! Warnings about valid content: figures nobody has verified, lists that end soon.

use jiff::ToSpan;
use jiff::civil::Date;

use base::time::japanese;

use crate::{Content, ContentError, ContentSource, Programme, Sources};

impl Content {
    /// What the town should see to, in sentences for `check`; nothing of it stops anything.
    pub fn warnings(&self, today: Date) -> Vec<String> {
        let programme = &self.programme;
        [
            share(programme),
            unverified_wage(programme, today),
            old_wage(programme, today),
            holidays(programme, today),
            account(programme),
        ]
        .into_iter()
        .flatten()
        .map(|warning| format!("content/programme.toml: {warning}"))
        .collect()
    }
}

impl Content {
    /// What these sources of it say that cannot hold on that day, for `check`; nothing of it stops anything.
    pub fn dated_warnings(&self, sources: &Sources, today: Date) -> Vec<ContentError> {
        let source = ContentSource::new(sources, "programme.toml");
        let checked = checked_ahead(&self.programme, today)
            .map(|message| source.of(&["promise", "figures_checked"], message));
        let rate = low_rate(&self.programme, today)
            .map(|message| source.of(&["rates", "yen_per_hour"], message));
        checked.into_iter().chain(rate).collect()
    }
}

fn checked_ahead(programme: &Programme, today: Date) -> Option<String> {
    let day = programme.promise.figures_checked;
    (day > today).then(|| {
        format!(
            "figures_checked（{}）が、これからの日です。確かめた日にしてください。",
            japanese(day)
        )
    })
}

fn low_rate(programme: &Programme, today: Date) -> Option<String> {
    let (yen, wage) = (
        programme.rates.yen_per_hour?,
        programme.minimum_wage_on(today)?.yen,
    );
    (yen < wage).then(|| {
        format!(
            "yen_per_hour（{yen}円）が、いまの最低賃金（{wage}円）より低いです。計算には最低賃金を使います。{wage}円より高くするか、この行を消してください。"
        )
    })
}

fn share(programme: &Programme) -> Option<String> {
    let rates = &programme.rates;
    rates.sample.then(|| {
        format!(
            "運営者の分（share_percent = {}）と、いちばん小さい注文の額（smallest_order = {}）は見本です。町で決めて書き、sample = false にしてください。",
            rates.share_percent, rates.smallest_order
        )
    })
}

fn unverified_wage(programme: &Programme, today: Date) -> Option<String> {
    let wage = programme.minimum_wage_on(today)?;
    (!wage.verified).then(|| {
        format!(
            "{}からの最低賃金 {}円は未確認です。労働局の発表を見て、verified = true にしてください。",
            japanese(wage.from),
            wage.yen
        )
    })
}

/// A new minimum wage comes every autumn.
fn old_wage(programme: &Programme, today: Date) -> Option<String> {
    let newest = programme.minimum_wage.last()?.from;
    (newest.saturating_add(1.year()) < today).then(|| {
        format!(
            "いちばん新しい最低賃金は、{}からの額です。1年より前なので、新しい額を書き足してください。",
            japanese(newest)
        )
    })
}

/// Half a year ahead, a promise can reach into a year that is not listed.
fn holidays(programme: &Programme, today: Date) -> Option<String> {
    let soon = today.saturating_add(6.months()).year();
    let missing = (today.year()..=soon).find(|year| !programme.calendar.lists(*year))?;
    Some(format!(
        "{missing}年の祝日が、[calendar.holidays] にありません。内閣府のページを見て書き足してください。それまでは、法律から計算した日を使います。"
    ))
}

/// An invoice that names no account is one that nobody can pay.
fn account(programme: &Programme) -> Option<String> {
    programme.billing.account.is_none().then(|| {
        "請求書に書く振込先（[billing] の account）がありません。それまで、請求書には「別にお知らせします」と書かれます。".to_owned()
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn warned(content: &Content, today: Date) -> String {
        content.warnings(today).join("\n")
    }

    #[test]
    fn what_is_not_verified_old_or_about_to_end_is_named() {
        let content = Content::embedded();
        let now = warned(&content, date(2026, 11, 28));
        assert!(
            now.contains("見本です") && now.contains("1117円は未確認"),
            "{now}"
        );
        assert!(now.contains("振込先"), "{now}");
        assert!(!now.contains("祝日") && !now.contains("1年より前"), "{now}");
        let summer = warned(&content, date(2027, 6, 30));
        assert!(!summer.contains("祝日"), "{summer}");
        let autumn = warned(&content, date(2027, 10, 3));
        assert!(
            autumn.contains("2028年の祝日") && autumn.contains("1年より前"),
            "{autumn}"
        );
    }

    #[test]
    fn what_cannot_hold_today_is_told_with_its_line() {
        let mut sources = Content::embedded_sources();
        let text = &sources["programme.toml"];
        let text = text.replacen(
            "figures_checked = \"2026-11-22\"",
            "figures_checked = \"2026-12-02\"",
            1,
        );
        let text = text.replacen(
            "tax_percent = 10",
            "tax_percent = 10\nyen_per_hour = 1116",
            1,
        );
        let line = |needle: &str| text.lines().position(|it| it.starts_with(needle)).unwrap() + 1;
        let wanted = [line("figures_checked"), line("yen_per_hour = 1116")];
        sources.insert("programme.toml".into(), text.clone());
        let content = Content::parse(&sources).unwrap();
        let told = |today| {
            let told = content.dated_warnings(&sources, today).into_iter();
            told.map(|it| it.line).collect::<Vec<_>>()
        };
        assert_eq!(told(date(2026, 12, 1)), wanted);
        assert_eq!(told(date(2026, 12, 2)), wanted[1..]);
        // Enough until the minimum wage rose.
        assert_eq!(told(date(2026, 10, 1)), wanted[..1]);
    }

    #[test]
    fn a_town_that_has_decided_and_looked_is_not_asked_again() {
        let mut content = Content::embedded();
        content.programme.rates.sample = false;
        content.programme.billing.account = Some("見本銀行".into());
        content.programme.minimum_wage.last_mut().unwrap().verified = true;
        assert_eq!(content.warnings(date(2026, 11, 28)), [""; 0]);
    }
}
