//! 発注の準備 as typed, read into a draft; what cannot be read is told at its field.

use base::contact::EmailAddress;
use base::text;
use forms::limits;
use jiff::civil::Date;
use orders::{Fee, FurtherTerm, OrderDraft, OrderWorker, Reentrusted, TermItem, read_pay_day};
use town::Content;

use super::WORK;
use super::draw::{WorkerNames, further_name};
use crate::fields::FormReader;

/// The most units of one order.
const MOST_UNITS: u32 = 1_000_000;
/// Nobody pays more for one unit.
const MOST_YEN: f64 = 10_000_000.0;

/// Reads the form into a draft that follows `before`. Errors are the reader's.
pub(super) fn draft(
    form: &mut FormReader<'_>,
    before: &OrderDraft,
    next_number: u32,
    content: &Content,
    today: Date,
) -> OrderDraft {
    let mut read = OrderReader {
        form,
        before,
        content,
    };
    let payment = read.payment(today);
    OrderDraft {
        work: read.text("work", WORK),
        fee: read.fee(),
        payment,
        delivery: read.day("delivery"),
        place: read.text("place", limits::SPEC),
        inspection: read.day("inspection"),
        method: read.text("method", limits::SPEC),
        reentrusted: read.reentrusted(),
        others: read.others(),
        master: read.form.line("master"),
        workers: read.workers(before, next_number),
        seconds: before.seconds,
        until: read.until(),
        from: before.from,
    }
}

/// A number of units as typed, perhaps with what it counts: 200件.
pub(super) fn units(typed: &str) -> Option<u32> {
    let number = text::counted(typed, "")?;
    let is_whole = number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number);
    // Whole and within the range, so the cast loses nothing.
    is_whole.then_some(number as u32)
}

struct OrderReader<'a, 'b> {
    form: &'a mut FormReader<'b>,
    before: &'a OrderDraft,
    content: &'a Content,
}

impl OrderReader<'_, '_> {
    /// An item that may be open: it is written, or it is said why it is not.
    fn item<T>(&mut self, field: &str, written: Option<T>) -> TermItem<T> {
        let texts = &self.content.texts.order_pages;
        let (why, day) = (format!("{field}_open"), format!("{field}_open_on"));
        let reason = self.form.lines(&why, limits::REASON);
        if let Some(value) = written {
            // What was open is decided, and its reason may stand there still; of a new one nobody can tell which is meant.
            if !reason.is_empty() && self.was_open(field) != Some(reason.as_str()) {
                self.form.error(&why, texts.open_and_set());
            }
            return TermItem::Set(value);
        }
        if reason.is_empty() {
            return TermItem::Missing;
        }
        if self.form.input.one(&day).trim().is_empty() {
            self.form.error(&day, texts.open_on_missing());
            return TermItem::Missing;
        }
        match self.form.day(&day) {
            Some(on) => TermItem::Undecided { reason, on },
            None => TermItem::Missing,
        }
    }

    /// Why an item was open before.
    fn was_open(&self, field: &str) -> Option<&str> {
        let before = self.before;
        let open = match field {
            "work" => before.work.undecided(),
            "unit_yen" => before.fee.undecided(),
            "payment" => before.payment.undecided(),
            "delivery" => before.delivery.undecided(),
            "place" => before.place.undecided(),
            "inspection" => before.inspection.undecided(),
            "method" => before.method.undecided(),
            _ => None,
        };
        open.map(|(reason, _)| reason)
    }

    fn text(&mut self, field: &str, most: usize) -> TermItem<String> {
        let written = self.form.lines(field, most);
        self.item(field, Some(written).filter(|text| !text.is_empty()))
    }

    fn day(&mut self, field: &str) -> TermItem<Date> {
        let typed = !self.form.input.one(field).trim().is_empty();
        let day = match typed {
            true => self.form.day(field),
            false => None,
        };
        match typed && day.is_none() {
            true => TermItem::Missing,
            false => self.item(field, day),
        }
    }

    /// The end of work that comes every month.
    fn until(&mut self) -> Option<Date> {
        let typed = !self.form.input.one("until").trim().is_empty();
        typed.then(|| self.form.day("until")).flatten()
    }

    /// A day, and none of the wordings that only sound like one.
    fn payment(&mut self, today: Date) -> TermItem<Date> {
        let typed = text::line(self.form.input.one("payment"));
        if typed.is_empty() {
            return self.item("payment", None);
        }
        match read_pay_day(&typed, today) {
            Ok(day) => self.item("payment", Some(day)),
            Err(error) => {
                let told = error.told(&self.content.texts.orders);
                self.form.error("payment", &told);
                TermItem::Missing
            }
        }
    }

    fn fee(&mut self) -> TermItem<Fee> {
        let texts = &self.content.texts.order_pages;
        let unit = self.form.line("unit");
        let per = texts.unit_per().split('、');
        let unit = per.fold(unit.as_str(), |unit, per| unit.trim_end_matches(per));
        let unit = unit.trim().to_owned();
        let count = self.whole("count", texts.count());
        let ceiling = self.whole("ceiling", texts.ceiling());
        let typed = self.form.input.one("unit_yen");
        if typed.trim().is_empty() {
            return self.item("unit_yen", None);
        }
        let yen = text::amount(typed, texts.unit_yen_unit());
        let lawful = |yen: &f64| yen.fract() == 0.0 && (1.0..=MOST_YEN).contains(yen);
        let Some(yen) = yen.filter(lawful) else {
            self.form.error("unit_yen", texts.unit_yen_missing());
            return TermItem::Missing;
        };
        if unit.is_empty() {
            self.form.error("unit", texts.unit_missing());
        } else if texts.unit_not().split('、').any(|word| unit.contains(word)) {
            self.form.error("unit", texts.unit_wrong());
        }
        let fee = Fee {
            // Whole, above 0 and at most `MOST_YEN`.
            unit_yen: yen as u64,
            unit,
            count,
            ceiling,
        };
        self.item("unit_yen", Some(fee))
    }

    /// A whole number, or nothing.
    fn whole(&mut self, field: &str, label: &str) -> Option<u32> {
        let typed = self.form.input.one(field);
        if typed.trim().is_empty() {
            return None;
        }
        let number = units(typed).filter(|n| (1..=MOST_UNITS).contains(n));
        if number.is_none() {
            let texts = &self.content.texts.order_pages;
            let told = texts.whole_wrong(label, text::shown(f64::from(MOST_UNITS)));
            self.form.error(field, &told);
        }
        number
    }

    fn reentrusted(&mut self) -> Option<Reentrusted> {
        let texts = &self.content.texts.order_pages;
        let client = self.form.line("client");
        let typed = !self.form.input.one("client_pay_on").trim().is_empty();
        match (client.is_empty(), typed) {
            (true, false) => None,
            (true, true) => {
                self.form.error("client", texts.client_missing());
                None
            }
            (false, false) => {
                self.form
                    .error("client_pay_on", texts.client_pay_on_missing());
                None
            }
            (false, true) => {
                let pay_on = self.form.day("client_pay_on")?;
                Some(Reentrusted { client, pay_on })
            }
        }
    }

    fn others(&mut self) -> std::collections::BTreeMap<FurtherTerm, String> {
        let written = FurtherTerm::ALL.into_iter().filter_map(|term| {
            let text = self.form.lines(&further_name(term), limits::SPEC);
            (!text.is_empty()).then_some((term, text))
        });
        written.collect()
    }

    fn workers(&mut self, before: &OrderDraft, next_number: u32) -> Vec<OrderWorker> {
        let mut next = next_number;
        let mut workers = Vec::new();
        for place in 1..=OrderDraft::MOST_WORKERS {
            let names = WorkerNames::at(place);
            let Some((name, mail, count)) = self.worker(place, &names) else {
                continue;
            };
            let known = text::whole(self.form.input.one(&names.number));
            let known = known.filter(|number| before.worker(*number).is_some());
            let number = known.unwrap_or_else(|| {
                next += 1;
                next - 1
            });
            workers.push(OrderWorker {
                number,
                name,
                mail,
                count,
            });
        }
        workers
    }

    /// Who stands at one place of the page; nobody where all is empty.
    fn worker(
        &mut self,
        place: usize,
        names: &WorkerNames,
    ) -> Option<(String, Option<EmailAddress>, Option<u32>)> {
        let texts = &self.content.texts.order_pages;
        let name = text::person(&self.form.line(&names.name));
        let typed = self.form.input.one(&names.mail).trim().to_owned();
        let count = self.whole(&names.count, &texts.worker_count(place));
        let mail = match typed.is_empty() {
            true => None,
            false => match EmailAddress::parse(&typed) {
                Ok(mail) => Some(mail),
                Err(error) => {
                    let told = forms::mail_error(error, &self.content.texts.errors);
                    self.form.error(&names.mail, &told);
                    None
                }
            },
        };
        if name.is_empty() && (!typed.is_empty() || count.is_some()) {
            self.form.error(&names.name, texts.name_missing());
        }
        (!name.is_empty()).then_some((name, mail, count))
    }
}
