//! Why an order may not be issued yet, and what to look at before it is.

use base::text::yen;
use base::time::japanese;
use jiff::civil::Date;
use text_checks::PayDayFlaw;
use town::texts::OrderTexts;

use crate::meter::{further_label, item_label, point_label};
use crate::terms::{FurtherTerm, OrderDraft};

/// Why an order may not be issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrderFault {
    /// One of the nine items is neither written nor open with a reason.
    Missing {
        /// The law's number.
        item: u8,
    },
    /// One of the town's twelve points is not written.
    MissingPoint {
        /// Its number.
        point: u8,
    },
    /// An item is open without a reason.
    NoReason {
        /// The law's number.
        item: u8,
    },
    /// The day on which an open item was to be decided is over.
    UndecidedOver {
        /// The law's number.
        item: u8,
        /// That day.
        on: Date,
    },
    /// The day of payment may only be open as long as the day of delivery is.
    PaymentOpen,
    /// Who ordered it first is not named.
    ClientMissing,
    /// A text ties the payment to something that sets no day.
    PayWording {
        /// Where: the law's number, or a further term.
        place: WordingPlace,
        /// What is wrong with it.
        flaw: PayDayFlaw,
        /// The words.
        word: &'static str,
    },
    /// Somebody else than who orders bears the fee of the transfer, or nobody is said to.
    FeeWording {
        /// Where.
        place: WordingPlace,
        /// The words.
        word: &'static str,
    },
    /// How payment is made names another day than the day of payment.
    OtherPayDay {
        /// That day.
        day: Date,
    },
    /// The day of payment is later than the law allows.
    PayLate {
        /// The last lawful day.
        limit: Date,
    },
    /// The inspection ends before there is anything to inspect.
    InspectionEarly,
    /// A day is over.
    DayOver {
        /// The law's number.
        item: u8,
    },
    /// A caution has not been settled.
    Unsettled {
        /// The caution.
        caution: String,
    },
    /// The sheet has changed since the order was prepared.
    SheetChanged,
    /// Nothing was prepared.
    NothingPrepared,
    /// More than [`OrderDraft::MOST_WORKERS`].
    TooManyWorkers,
    /// Two workers have one number or one name.
    SameWorker {
        /// The name.
        name: String,
    },
    /// A worker who has an order is not in it any more.
    WorkerLeftOut {
        /// The name.
        name: String,
    },
    /// The shares do not make up the whole.
    Shares {
        /// Their sum.
        sum: u64,
        /// The whole.
        whole: u32,
    },
    /// One of several workers has no share.
    NoShare {
        /// The name.
        name: String,
    },
    /// Neither a number nor a ceiling says how much it may come to.
    NoNumber,
    /// The ceiling is below the number that is expected.
    CeilingLow,
}

/// Where a wording stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordingPlace {
    /// In one of the nine items.
    Item(u8),
    /// In a further term.
    Further(FurtherTerm),
}

/// What to look at, though it may be issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrderWarning {
    /// An hour of it pays less than the minimum wage, which the guideline names as one reference.
    UnderMinimumWage {
        /// What an hour pays.
        hour: u64,
        /// The minimum wage.
        wage: u64,
    },
    /// Banks are closed on the day of payment.
    BankClosed,
    /// The client's late payment would delay the worker's beyond 60 days, which only the law allows.
    BeyondOurs {
        /// Our limit.
        limit: Date,
    },
    /// A worker has no mail address: the paper has to be printed and handed over.
    NoMail {
        /// The name.
        name: String,
    },
    /// Whether and how long the common terms hold is not said.
    NoMaster,
}

impl OrderFault {
    /// What is wrong and what to do, in Japanese.
    pub fn told(&self, texts: &OrderTexts) -> String {
        let item = |item: u8| item_label(item, texts);
        match self {
            OrderFault::Missing { item: number } => texts.fault_missing(item(*number)),
            OrderFault::MissingPoint { point } => texts.fault_missing(point_label(*point, texts)),
            OrderFault::NoReason { item: number } => texts.fault_no_reason(item(*number)),
            OrderFault::UndecidedOver { item: number, on } => {
                texts.fault_undecided_over(item(*number), japanese(*on))
            }
            OrderFault::PaymentOpen => texts.fault_payment_open().to_owned(),
            OrderFault::ClientMissing => texts.fault_client().to_owned(),
            OrderFault::PayWording { place, flaw, word } => {
                wording_told(place.label(texts), *flaw, word, texts)
            }
            OrderFault::FeeWording { place, word } => texts.wording_fee(place.label(texts), word),
            OrderFault::OtherPayDay { day } => texts.fault_other_pay_day(japanese(*day)),
            OrderFault::PayLate { limit } => texts.fault_pay_late(japanese(*limit)),
            OrderFault::InspectionEarly => texts.fault_inspection_early().to_owned(),
            OrderFault::DayOver { item: number } => texts.fault_day_over(item(*number)),
            OrderFault::Unsettled { caution } => texts.fault_unsettled(caution),
            OrderFault::SheetChanged => texts.fault_sheet_changed().to_owned(),
            OrderFault::NothingPrepared => texts.fault_nothing_prepared().to_owned(),
            OrderFault::TooManyWorkers => texts.fault_too_many(OrderDraft::MOST_WORKERS),
            OrderFault::SameWorker { name } => texts.fault_same_worker(name),
            OrderFault::WorkerLeftOut { name } => texts.fault_left_out(name),
            OrderFault::Shares { sum, whole } => texts.fault_shares(sum, whole),
            OrderFault::NoShare { name } => texts.fault_no_share(name),
            OrderFault::NoNumber => texts.fault_no_number().to_owned(),
            OrderFault::CeilingLow => texts.fault_ceiling_low().to_owned(),
        }
    }
}

/// Why a wording sets no day of payment, and what to write instead.
pub fn wording_told(place: &str, flaw: PayDayFlaw, word: &str, texts: &OrderTexts) -> String {
    match flaw {
        PayDayFlaw::Span => texts.wording_span(place, word),
        PayDayFlaw::Bill => texts.wording_bill(place, word),
        PayDayFlaw::Inspection => texts.wording_inspection(place, word),
        PayDayFlaw::Income => texts.wording_income(place, word),
        PayDayFlaw::Vague => texts.wording_vague(place, word),
    }
}

impl WordingPlace {
    /// What it is about.
    pub fn label(self, texts: &OrderTexts) -> &str {
        match self {
            WordingPlace::Item(number) => item_label(number, texts),
            WordingPlace::Further(term) => further_label(term, texts),
        }
    }
}

impl OrderWarning {
    /// What to look at, in Japanese.
    pub fn told(&self, texts: &OrderTexts) -> String {
        match self {
            OrderWarning::UnderMinimumWage { hour, wage } => {
                texts.warning_wage(yen(*hour), yen(*wage))
            }
            OrderWarning::BankClosed => texts.warning_bank().to_owned(),
            OrderWarning::BeyondOurs { limit } => texts.warning_beyond_ours(japanese(*limit)),
            OrderWarning::NoMail { name } => texts.warning_no_mail(name),
            OrderWarning::NoMaster => texts.warning_no_master().to_owned(),
        }
    }
}
