//! Reminds the office of what its settings will soon need: what grows old, what runs out, what nobody has decided yet.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::Programme;

impl Programme {
    /// What the settings need, in words for the office; the site may be published all the same.
    pub fn reminders(&self, today: Date) -> Vec<String> {
        [
            self.wage_reminder(today),
            self.holiday_reminder(today),
            self.share_reminder(),
        ]
        .into_iter()
        .flatten()
        .map(|what| format!("content/programme.toml：{what}"))
        .collect()
    }

    /// The minimum wage changes once a year, in autumn.
    fn wage_reminder(&self, today: Date) -> Option<String> {
        let newest = self.minimum_wage.last()?;
        let from = newest.from;
        if from.saturating_add(1.year()) < today {
            return Some(format!(
                "いちばん新しい最低賃金は{from}からのもので、1年より前です。労働局の案内を見て、[[minimum_wage]] を書き足してください。"
            ));
        }
        (!newest.verified).then(|| {
            format!(
                "{from}からの最低賃金は未確認です。労働局の案内を見て、正しければ verified = true にしてください。"
            )
        })
    }

    /// Days are promised as business days, some months ahead.
    fn holiday_reminder(&self, today: Date) -> Option<String> {
        let ahead = today.saturating_add(6.months());
        let is_known = |year: &i16| self.calendar.holidays.keys().any(|day| day.year() == *year);
        let missing = (today.year()..=ahead.year()).find(|year| !is_known(year))?;
        Some(format!(
            "{missing}年の祝日がありません。内閣府のページを見て、[calendar.holidays] に書き足してください。"
        ))
    }

    fn share_reminder(&self) -> Option<String> {
        self.rates.sample.then(|| {
            "[rates] の運営者の分と、いちばん小さい注文の額は、見本の数字です。町で決めて、sample = false にしてください。"
                .to_owned()
        })
    }
}
