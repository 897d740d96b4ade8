//! What may be done about quotes to the employer and notices of the job.

use super::command::Command;
use super::decide::Deciding;
use super::entry::{Event, Stage};
use super::ordering::{of_book, one};
use super::refused::Refused;
use super::state::Status;
use base::people::Actor;
use base::time::{japan_date, japanese};
use orders::{OrderEvent, OrderRefused, QuoteAnswer, QuoteFacts, QuoteWords};

impl Deciding<'_> {
    /// The events of a command about a quote or a notice.
    pub(super) fn offering(&self, command: &Command) -> Result<Vec<Event>, Refused> {
        let book = &self.placement.orders;
        match command {
            Command::PrepareQuote { draft } => {
                self.followed()?;
                Ok(one(OrderEvent::QuotePrepared(draft.clone())))
            }
            Command::SendQuote { seen, words } => self.send_quote(seen, words),
            Command::AnswerQuote {
                version,
                answer,
                words,
            } => self.answer_quote(*version, answer, words),
            Command::OpenRecruitment { notice } => {
                self.followed()?;
                of_book(book.open_recruitment(notice, japan_date(self.now)))
            }
            Command::CloseRecruitment => {
                self.followed()?;
                of_book(book.close_recruitment())
            }
            Command::Apply { applicant } => match self.placement.status {
                Status::Accepted { .. } => of_book(book.apply_for(applicant, japan_date(self.now))),
                _ => Err(Refused::Order(OrderRefused::NoSuchOrder)),
            },
            // What is neither is decided on before.
            _ => Err(Refused::Unknown),
        }
    }

    /// A quote, and as a stage of the work where it is the first.
    fn send_quote(&self, seen: &str, words: &QuoteWords) -> Result<Vec<Event>, Refused> {
        self.followed()?;
        let today = japan_date(self.now);
        let sent = self
            .placement
            .orders
            .send_quote(seen, &self.quote_facts(words), today);
        let stage = self.placement.stage(Stage::Quote).is_none();
        let stage = stage.then_some(Event::Advanced {
            stage: Stage::Quote,
            on: today,
            amount: None,
            hours: None,
        });
        Ok([of_book(sent)?, stage.into_iter().collect()].concat())
    }

    /// The employer answers by the page; who looks after the placement, for them.
    fn answer_quote(
        &self,
        version: u32,
        answer: &QuoteAnswer,
        words: &QuoteWords,
    ) -> Result<Vec<Event>, Refused> {
        match (self.by, self.placement.status) {
            (Actor::Employer, Status::Accepted { .. }) => {}
            (Actor::Employer, _) => return Err(Refused::NotAsked),
            _ => self.followed()?,
        }
        let today = japan_date(self.now);
        let how = match answer {
            QuoteAnswer::Agreed { on, .. } if *on > today => return Err(Refused::FutureDay),
            QuoteAnswer::Agreed { how, on } if *self.by != Actor::Employer => {
                let by = match self.name {
                    "" => self.by.code(),
                    name => name.to_owned(),
                };
                words.quotes.how_recorded(japanese(*on), how, by)
            }
            _ => words.quotes.how_button(japanese(today)),
        };
        let facts = self.quote_facts(words);
        let book = &self.placement.orders;
        of_book(book.answer_quote(version, answer, &facts, &how, today))
    }

    fn quote_facts<'a>(&'a self, words: &'a QuoteWords) -> QuoteFacts<'a> {
        let placement = self.placement;
        QuoteFacts::of(&placement.id, &placement.spec.title, self.programme, words)
    }
}
