//! Rounds of ordinary visits while the store, the stream and the mail server fail by chance, and what is left after.

use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Result, ensure};
use aws_lambda_events::event::eventbridge::EventBridgeEvent;
use axum::{Extension, Router};
use base::reference::Reference;
use base::time::Clock;
use dispatch::{Dispatch, DispatchEvent};
use jiff::SignedDuration;
use mail::Transport;
use schedule::Schedule;
use store::Store;
use store::embedded::{Embedded, TABLE};
use testkit::ambient::{Seeded, StoppedClock};
use testkit::employer::{BUILDER, Employer, FARM_AS_SUGGESTED, INN};
use testkit::sample;
use testkit::smtp::{MailServer, MailServerMood};
use view::{Folder, SiteSettings, Views};
use web::{AppState, Client, Live, WebSettings};

use crate::audit::{Arrived, Audit, audit};
use crate::bounces::bounce;
use crate::dice::Dice;
use crate::faulty::Faults;
use crate::ticks::tick;
use crate::visitors::{registers, sends};

/// A seminar of the sample content that is open all the while.
const SEMINAR: &str = "2027-03-10-soudan-yado";

/// How the mail server behaves; mostly well.
const MOODS: [MailServerMood; 12] = [
    MailServerMood::Kind,
    MailServerMood::Kind,
    MailServerMood::Kind,
    MailServerMood::Busy,
    MailServerMood::Refusing,
    MailServerMood::RefusingUs,
    MailServerMood::Dropping,
    MailServerMood::TakingAndDropping,
    MailServerMood::Silent,
    MailServerMood::TakingAndSilent,
    MailServerMood::SilentAtTheEnd,
    MailServerMood::Lying,
];

/// How long one is waited for that may say nothing.
const PATIENCE: Duration = Duration::from_millis(20);

/// What the clock does between two rounds: minutes, a night, days.
const PAUSES: [i64; 6] = [10, 10, 30, 90, 13 * 60, 3 * 24 * 60];

/// Every so many rounds weeks pass, so that ten of them lead over the ends of months and of the fiscal year.
const LONG: (usize, i64) = (4, 20 * 24 * 60);

/// A town in bad weather.
pub struct Weather {
    embedded: Embedded,
    state: AppState,
    faults: Faults,
    server: Arc<MailServer>,
    clock: Arc<StoppedClock>,
    dice: Dice,
    rounds: usize,
    visitors: u32,
    receipts: Vec<Reference>,
    guests: usize,
}

/// What was found afterwards.
#[derive(Debug)]
pub struct Aftermath {
    /// How many faults there were.
    pub faults: u64,
    /// Numbers that employers hold.
    pub receipts: Vec<Reference>,
    /// Guests who were told that they are registered.
    pub guests: usize,
    /// Seats taken by them on the record, and waiting.
    pub seated: usize,
    /// The table.
    pub audit: Audit,
    /// The mails.
    pub arrived: Arrived,
}

impl Weather {
    /// An empty town.
    ///
    /// # Errors
    /// When the database or the templates cannot be opened.
    pub async fn new(seed: u64) -> Result<Weather> {
        let dice = Dice::seeded(seed);
        let faults = Faults::thrown_by(dice.clone());
        let embedded = Embedded::memory().await?;
        let clock = Arc::new(StoppedClock::at("2027-02-20T01:00:00Z".parse()?));
        let base_url = "https://example.jp".to_owned();
        let state = AppState {
            store: Store::new(faults.client(&embedded), TABLE),
            views: Live::new(Views::embedded(
                Folder::ALL,
                SiteSettings {
                    base_url: base_url.clone(),
                },
            )?),
            pinned: Default::default(),
            content: Live::new(sample::content().clone()),
            clock: clock.clone(),
            random: Arc::new(Seeded::default()),
            keys: sample::keys(),
            settings: Arc::new(WebSettings { base_url }),
        };
        Ok(Weather {
            embedded,
            state,
            faults,
            server: MailServer::start(),
            clock,
            dice,
            rounds: 0,
            visitors: 0,
            receipts: Vec::new(),
            guests: 0,
        })
    }

    /// Three employers and a guest at once, while mails are delivered as badly as it goes.
    ///
    /// # Errors
    /// When the mail server's address is none.
    pub async fn round(&mut self) -> Result<()> {
        self.rounds += 1;
        let pause = match self.rounds % LONG.0 {
            0 => LONG.1,
            _ => *self.dice.one_of(&PAUSES),
        };
        self.clock.pass(SignedDuration::from_mins(pause));
        let employers: [&Employer; 3] = [&INN, &FARM_AS_SUGGESTED, &BUILDER];
        let [one, two, three] = employers.map(|employer| sends(self.inventory(), employer));
        let guest = format!("guest{}@example.jp", self.visitors);
        let form = format!("/registration/{SEMINAR}");
        let guest = registers(self.seminar(), &self.clock, &form, &guest);
        let (one, two, three, registered, delivered) =
            tokio::join!(one, two, three, guest, self.deliver());
        self.receipts.extend([one, two, three]);
        self.guests += usize::from(registered);
        delivered
    }

    /// Everybody comes from a network of their own.
    fn somewhere(&mut self, router: Router) -> Router {
        self.visitors += 1;
        let ip = Ipv4Addr::from(0x0a00_0000 + self.visitors);
        router.layer(Extension(Client::at(ip.into())))
    }

    fn inventory(&mut self) -> Router {
        let router = inventory::router(self.state.clone());
        self.somewhere(router)
    }

    fn seminar(&mut self) -> Router {
        let router = seminar::router(self.state.clone());
        self.somewhere(router)
    }

    /// Records of the stream once, twice or never, two sweeps and two rounds of the clock at a time.
    async fn deliver(&self) -> Result<()> {
        for _ in 0..12 {
            let mood = *self.dice.one_of(&MOODS);
            self.server.set(mood);
            let (one, other) = (self.facing(mood)?, self.facing(mood)?);
            self.bounces(&one).await?;
            // What fails here is found again by a later sweep, as on AWS.
            match self.dice.below(10) {
                0..5 => {
                    let batch = self.embedded.next_batch().await?;
                    let again = batch.clone();
                    match self.dice.below(5) {
                        0 => {}
                        1 => {
                            let _ = tokio::join!(
                                one.handle(DispatchEvent::Stream(batch)),
                                other.handle(DispatchEvent::Stream(again))
                            );
                        }
                        _ => drop(one.handle(DispatchEvent::Stream(batch)).await),
                    }
                }
                5..8 => {
                    let _ = tokio::join!(
                        one.handle(DispatchEvent::Sweep(self.tick()?)),
                        other.handle(DispatchEvent::Sweep(self.tick()?))
                    );
                }
                _ => {
                    let (first, second) = (self.schedule(), self.schedule());
                    let _ = tokio::join!(first.handle(self.tick()?), second.handle(self.tick()?));
                }
            }
        }
        Ok(())
    }

    /// What a lying server threw away comes back, perhaps twice; SNS shows a report again that was not recorded.
    async fn bounces(&self, dispatch: &Dispatch) -> Result<()> {
        for mail in self.server.thrown_away() {
            let bounce = bounce(&mail, &self.dice)?;
            for _ in 0..=self.dice.below(2) {
                while dispatch.handle(bounce.clone()).await.is_err() {}
            }
        }
        Ok(())
    }

    /// The weather clears up; hours pass until everything has left that can leave.
    ///
    /// # Errors
    /// When something goes wrong although nothing is made to.
    pub async fn clear_up(self) -> Result<Aftermath> {
        self.faults.end();
        self.server.set(MailServerMood::Kind);
        self.bounces(&self.dispatch()?).await?;
        let mut found = audit(&self.embedded.client()).await?;
        for _ in 0..60 {
            self.clock.pass(SignedDuration::from_hours(3));
            self.schedule().handle(self.tick()?).await?;
            while !self.state.store.due(self.state.now(), 1).await?.is_empty() {
                let sweep = DispatchEvent::Sweep(self.tick()?);
                self.dispatch()?.handle(sweep).await?;
            }
            found = audit(&self.embedded.client()).await?;
            if found.waiting.is_empty() {
                break;
            }
        }
        let seated = self.state.store.attendees(SEMINAR).await?.len();
        ensure!(self.faults.count() > 0, "nothing went wrong");
        Ok(Aftermath {
            faults: self.faults.count(),
            receipts: self.receipts,
            guests: self.guests,
            seated,
            audit: found,
            arrived: Arrived::read(self.server.taken())?,
        })
    }

    fn dispatch(&self) -> Result<Dispatch> {
        Ok(Dispatch {
            store: self.state.store.clone(),
            transport: Transport::smtp(&self.server.url(), None)?,
            content: self.state.content.get(),
            keys: self.state.keys.clone(),
            base_url: self.state.settings.base_url.clone(),
            views: self.state.views.get().as_ref().clone(),
            clock: self.state.clock.clone(),
            timeout: Duration::from_secs(1),
        })
    }

    /// A dispatcher that does not wait for what will not come; on a busy machine every answer takes its time.
    fn facing(&self, mood: MailServerMood) -> Result<Dispatch> {
        let mut dispatch = self.dispatch()?;
        if let MailServerMood::Silent
        | MailServerMood::TakingAndSilent
        | MailServerMood::SilentAtTheEnd = mood
        {
            dispatch.transport = dispatch.transport.patient(PATIENCE);
        }
        Ok(dispatch)
    }

    fn schedule(&self) -> Schedule {
        let AppState {
            store,
            content,
            clock,
            ..
        } = &self.state;
        Schedule::new(store.clone(), content.get(), clock.clone())
    }

    fn tick(&self) -> Result<EventBridgeEvent> {
        tick(self.clock.now())
    }
}

impl Aftermath {
    /// Everything that must not be.
    pub fn wrong(&self) -> Vec<String> {
        let mut wrong = self.audit.wrong(&self.receipts, &self.arrived);
        if self.seated != self.guests {
            wrong.push(format!(
                "{} guests, {} registrations",
                self.guests, self.seated
            ));
        }
        wrong
    }
}
