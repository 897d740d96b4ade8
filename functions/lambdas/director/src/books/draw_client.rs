//! The client's side of a month as the page of the books shows it.

use accounts::ClientRow;
use base::month::Month;
use base::text::yen;
use base::time::{japan_date, japanese};

use super::BookForm;
use super::draw::{Drawing, FormLink, Part, corrected, explained, known, part_of};

impl Drawing<'_> {
    pub(super) fn client(&self, month: Month, row: &ClientRow) -> Part {
        let texts = self.texts();
        let invoice = row.invoice.as_ref();
        let invoiced = match invoice {
            None => texts.not_invoiced(row.passed),
            Some(recorded) => {
                let (it, amount) = (&recorded.what, recorded.what.amount());
                let [gross, net, tax] = [amount.gross(), amount.net, amount.tax].map(yen);
                let (on, due) = (japanese(it.on), japanese(it.due));
                texts.invoiced(on, gross, net, tax, due) + &corrected(recorded, texts)
            }
        };
        let income = invoice.map(|it| self.income(row, it.what.amount().gross()));
        let notified = (row.delivered > 0).then(|| self.notified(row));
        let rows = [
            (texts.label_notified(), notified),
            (texts.label_invoiced(), Some(invoiced)),
            (texts.label_income(), income),
            (
                self.content.texts.money.invoice_title(),
                self.joint(&row.papers),
            ),
        ];
        let late = invoice.filter(|_| row.is_overdue(self.today));
        let late = late.map(|it| texts.income_late(japanese(it.what.due)));
        let beyond = row.beyond_passed();
        let beyond = beyond.map(|billed| texts.invoice_beyond(billed, row.passed));
        let above = invoice.and_then(|it| self.above_agreed(it.what.amount().net));
        let untold = Some(row.untold()).filter(|count| *count > 0);
        let untold = untold.map(|count| texts.untold(count));
        let again = !row.papers.is_empty();
        let stale = again && row.wants_paper();
        let stale = stale.then(|| self.content.texts.money.invoice_stale().to_owned());
        let send = row.wants_paper().then_some((BookForm::SendInvoice, again));
        let invoicing = (BookForm::Invoice, invoice.is_some());
        let notifying = (BookForm::Notify, !row.notified.is_empty());
        let notifying = (row.delivered > 0).then_some(notifying);
        let steps = self.links((month, 0), [notifying, Some(invoicing), send]);
        Part {
            title: texts.client().to_owned(),
            rows: known(rows),
            urgent: [late, beyond, above, untold, stale]
                .into_iter()
                .flatten()
                .collect(),
            papers: self.papers("invoice", &row.papers),
            forms: steps.chain(self.paying(month, row)).collect(),
        }
    }

    /// Where a payment of the client is recorded, and where each that was is corrected.
    fn paying(&self, month: Month, row: &ClientRow) -> impl Iterator<Item = FormLink> {
        let texts = self.texts();
        let link = |label: String, part| FormLink {
            label,
            href: BookForm::Income.at(month, part, self.token),
        };
        let new = match row.payments.len() {
            _ if !row.awaits => None,
            0 => Some(texts.income_record().to_owned()),
            _ => Some(texts.income_next().to_owned()),
        };
        let new = new.map(|label| link(label, 0));
        let again = row.payments.iter().zip(1..).map(|(_, part)| {
            let label = match row.payments.len() {
                1 => texts.income_again().to_owned(),
                _ => texts.income_again_part(part),
            };
            link(label, part)
        });
        let again: Vec<FormLink> = again.collect();
        new.into_iter().chain(again)
    }

    /// That more was invoiced than the client has agreed to for a month at most.
    fn above_agreed(&self, net: u64) -> Option<String> {
        let quote = self.agreed?;
        let most = quote.most().unwrap_or_else(|| quote.net());
        (net > most).then(|| self.texts().invoice_above(yen(net), yen(most)))
    }

    /// What the client was told of deliveries, and until when they look at it.
    fn notified(&self, row: &ClientRow) -> String {
        let texts = self.texts();
        let told = row.notified.iter().map(|it| {
            let (on, until) = (japan_date(it.at), it.what.check_until);
            texts.notified(japanese(on), it.what.quantity, japanese(until))
        });
        let told: Vec<String> = told.collect();
        match told.is_empty() {
            true => texts.not_notified().to_owned(),
            false => told.join("\n"),
        }
    }

    fn income(&self, row: &ClientRow, invoiced: u64) -> String {
        let texts = self.texts();
        let payments = row.payments.iter().map(|it| {
            let told = texts.income(japanese(it.what.on), yen(it.what.yen));
            let told = told + &part_of(&it.what, texts);
            told + &corrected(it, texts) + &explained(&it.what.difference)
        });
        let open = match (row.awaits, row.received()) {
            (true, 0) => Some(texts.income_open().to_owned()),
            (true, received) => Some(texts.income_rest(yen(invoiced.saturating_sub(received)))),
            (false, received) if received > invoiced => {
                Some(texts.income_more(yen(received - invoiced)))
            }
            (false, received) if received < invoiced => {
                Some(texts.income_less(yen(invoiced - received)))
            }
            (false, _) => None,
        };
        let lines: Vec<String> = payments.chain(open).collect();
        lines.join("\n")
    }
}
