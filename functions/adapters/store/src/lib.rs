//! Everything Kiridashi keeps, in one DynamoDB table: one typed operation per intention.
//!
//! # Items
//!
//! | item | `pk` | `sk` | attributes |
//! |---|---|---|---|
//! | draft | `D#{id}` | `D` | `body`, `version`, `expires`, `queue`, `due`, once sent `submitted`, `sender` |
//! | code with which a browser joins a draft | `J#{first half}` | `J` | `draft`, `tries`, `expires` |
//! | submission | `F#{fact}` | `S` | `body` |
//! | head of a case | `F#{fact}` | `H` | `version`, `queue`, `due`, `load`, `head`: what lists need, deflated as a body is |
//! | record of a case | `F#{fact}` | `K#{version}` | `body`: the entries recorded together; where they filed papers or money that moved `queue`, `due`, `head`: what, by day, amount and party; never written again |
//! | envelope | `F#{fact}` | `E#{id},{id},…` | `body`, until all is settled `queue`, `due`; without a submission `expires` |
//! | state of a message | `F#{fact}` | `M#{id}` | `attempt`, `unanswered`, `claims`; claimed `lease`; postponed `retry`, `delayed`, `reason`; then `delivered`, `discarded`, or `dead`, `reason`, `queue`, `due`; reported on `reports`, `bounces`, `delayed`, `returned`; without a submission `expires` |
//! | roster of a seminar | `S#{slug}` | `C` | `body` (no names), `version`; until forgotten `queue`, `due` |
//! | registration | `S#{slug}` | `R#{id}` | `body`: what the person wrote |
//! | what was typed with a registered address | `S#{slug}` | `Q#{id}#{time}` | `body` |
//! | registration whose mails do not arrive | `S#{slug}` | `U#{id}` | `body`: the dead letter and its reason |
//! | what the office wrote to all who come | `S#{slug}` | `N#{number}` | `body` |
//! | request to be visited | `V#visits` | `R#{id}` | `body`, `expires` |
//! | business of the register | `G#businesses` | its number | `body`, `version` |
//! | what the office writes about a year | `G#reports` | fiscal year | `body`, `version` |
//! | entry of the book of visits | `V#visits` | `B#{id}` | `body`, `edition`, `expires` |
//! | act of the office | `S#{slug}` | `A#{time}#{hash}` | `body`; until forgotten `about` |
//! | visit asked for | `F#{fact}` | `V` | `body`, `expires` |
//! | lines of the ledger | `Y#{fiscal year}` | `{fact}#{version}`, or a visit's id | `body`: lines without names |
//! | mails after seminars stopped | `O#{who}` | `O` | `stopped` |
//! | browser that waits for a code | `A#{asker}` | `A` | `who`, `tries`, `until`, `expires` |
//! | code that was mailed | `I#{mark}` | `C#{drawn}` | `until`, `expires` |
//! | device that is signed in | `I#{mark}` | `S#{id}` | `platform`, `since`, `proven`, `until`, `expires` |
//! | word of an alarm or of the cost | `H#alarms` | its name | `body`, `heard`; unless it is an alarm that stands `expires` |
//! | count | `B#{name}` | window | `used` or `done`, `expires` |
//! | inventories that were begun, by what led there | `B#sources` | `{fiscal year}#{source}` | `used` |
//! | text that was published | `C#{SHA-256}` | `T` | `body`: the text; never written again |
//! | version of all texts | `C#` | `V#{number}` | `body`: its manifest; never written again |
//! | photo of a text | `C#{name}` | `J` | `body`: width and height; until it is published `expires` |
//! | file of a photo | `C#{name}` | `J#{width}` | `jpeg`; until it is published `expires` |
//! | edit of the texts in the making | `T#` | `D#{id}` | `body`, `version`, `expires` |
//! | pointer to the live version | `C#` | `P` | `live`: its number |
//!
//! The messages that one fact causes lie in one envelope, so one write queues them all; its sort key
//! names them, so stream and index tell their ids without a read. A message's state appears with its
//! first claim. `fact` is what stands before the first hyphen of a message's id: of a submission's
//! messages the reference in small letters (`k7m3fxwp-0-copy-office`), so one query reads a submission with
//! everything that happened to it. Ids of other messages begin with something of their own too (a
//! draft's id), never with a fixed word, which would make one hot partition. Ids hold no comma.
//!
//! `body` is JSON, deflated: it halves the units a draft costs. `expires` is the time to live, `due` and
//! `lease` are seconds since 1970 as well, rounded up, so nothing happens early; what a person reads
//! (`delivered`, `dead`) is exact. An event of a submission is no item of its own: it is read off the
//! message that caused it, so the outcome and the event are one write.
//!
//! # The sparse index `due` (`queue`, `due`; keys, `load` and `head`)
//!
//! | `queue` | who waits there | left by |
//! |---|---|---|
//! | `send#0`…`send#3` | envelopes with unsettled messages, revived messages | `due`, `delivered` |
//! | `dead` | states of dead letters | `revive` |
//! | `open` | heads of cases with a placement that still needs somebody, at the clock's next step | `record`, `tick` |
//! | `closed` | heads of cases without one, at their next deletion | `forget_case` |
//! | `papers` | records that filed papers or money that moved, at its day | `forget_case` |
//! | `ended` | rosters, at the seminar's end | `forget_ended` |
//! | `expire#0`…`expire#3` | drafts, at their first expiry | time to live, `sweep_drafts`, `delete_draft` |
//!
//! `load` is what an open case puts on each group's hands, so that routing reads the index alone; `head` is what lists and
//! searches say of a case, so that they do likewise. An act on a case writes its head and its record, and no sheet again.
//!
//! # Operations
//!
//! IAM action names are without `dynamodb:`. Only the index reads are eventually consistent: they find
//! candidates, and the item's own condition decides.
//!
//! | operation | request | consistent | IAM action |
//! |---|---|---|---|
//! | [`Store::create_draft`], [`Store::hold_draft`] | PutItem if the id is free | | `PutItem` |
//! | [`Store::draft`], [`Store::reference_of`] | GetItem | yes: the page after a save shows it | `GetItem` |
//! | [`Store::save_draft`] | UpdateItem if the version is the one read and it is not submitted | | `UpdateItem` |
//! | [`Store::change_draft`] | as `save_draft`; after a conflict as `draft`, and again | yes | `UpdateItem`, `GetItem` |
//! | [`Store::delete_draft`] | DeleteItem if it is not submitted | | `DeleteItem` |
//! | [`Store::place_code`], [`Store::drop_code`] | PutItem if there is none; DeleteItem | | `PutItem`, `DeleteItem` |
//! | [`Store::try_join`] | UpdateItem if tries are left, GetItem | yes | `UpdateItem`, `GetItem` |
//! | [`Store::submit`] | TransactWriteItems: mark the draft, put submission, head and envelope; GetItem when it is refused | yes | `UpdateItem`, `PutItem`, `GetItem` |
//! | [`Store::submission`] | Query of the fact | yes: the stream is faster than a replica may be | `Query` |
//! | [`Store::case`], [`Store::opened_case`] | Query of the fact | yes | `Query` |
//! | [`Store::sendings`] | Query of the fact | yes | `Query` |
//! | [`Store::record`] | TransactWriteItems: head to its next version and place if it is in the one read, put record, envelope and ledger lines | | `UpdateItem`, `PutItem` |
//! | [`Store::decide`], [`Store::decide_on`], [`Store::change_mind`], [`Store::tick`] | `decide` and `tick` as `case`; then as `record`, reading and deciding again if it was too late; after declining also as `load` | yes | `Query`, on `index/due` too, `UpdateItem`, `PutItem` |
//! | [`Store::load`] | Query of the index | no | `Query` on `index/due` |
//! | [`Store::cases_due`] | Query of the index | no | `Query` on `index/due` |
//! | [`Store::open_heads`], [`Store::closed_heads`] | Query of the index | no | `Query` on `index/due` |
//! | [`Store::filed`] | Query of the index | no | `Query` on `index/due` |
//! | [`Store::ledger`] | Query of the fiscal year | yes | `Query` |
//! | [`Store::cases_to_forget`], [`Store::forget_case`] | Query of the index; per case Query, then TransactWriteItems of submission and head (contact), or DeleteItem of everything and TransactWriteItems of both, and Query again | no, then yes | `Query` on table and `index/due`, `UpdateItem`, `DeleteItem` |
//! | [`Store::forget_ledger_before`] | Query of three fiscal years and of what was begun in them, DeleteItem of their lines | yes | `Query`, `DeleteItem` |
//! | [`Store::enqueue`] | PutItem if new, per message | | `PutItem` |
//! | [`Store::claim`] | Query of the fact's envelopes, UpdateItem of the state if due and unleased | yes | `Query`, `UpdateItem` |
//! | [`Store::delivered`], [`Store::answered`], [`Store::discard`], [`Store::retry_later`], [`Store::wait`] | UpdateItem if nobody claimed it since | | `UpdateItem` |
//! | [`Store::dead_letter`] | TransactWriteItems: the state if nobody claimed it since, envelope of what follows | | `UpdateItem`, `PutItem` |
//! | [`Store::sent`] | GetItem of the state, Query of the fact's envelopes | yes | `GetItem`, `Query` |
//! | [`Store::returned`] | as [`Store::dead_letter`], if nothing happened since it was read | | `UpdateItem`, `PutItem` |
//! | [`Store::send_again`], [`Store::delayed`], [`Store::arrived`] | UpdateItem if nothing happened since it was read | | `UpdateItem` |
//! | [`Store::due`] | Query of the index, per shard; Query of the states, per entry; UpdateItem if all is settled or none may be claimed yet | no, then yes | `Query` on table and `index/due`, `UpdateItem` |
//! | [`Store::dead_letters`] | Query of the index; GetItem and Query of the envelopes, per letter | no, then yes | `Query` on table and `index/due`, `GetItem` |
//! | [`Store::revive`] | UpdateItem if dead | | `UpdateItem` |
//! | [`Store::sweep_drafts`] | Query of the index, DeleteItem if expired, else UpdateItem | no | `Query` on `index/due`, `DeleteItem`, `UpdateItem` |
//! | [`Store::register`], [`Store::register_from`], [`Store::confirm_address`], [`Store::cancel_many`], [`Store::change_registration`], [`Store::cancel_registration`], [`Store::cancel_for`], [`Store::readdress`], [`Store::check_in`], [`Store::mark_no_shows`], [`Store::sync_seminar`], [`Store::remind`], [`Store::thank`] | GetItem of the roster; TransactWriteItems: roster if the version is the one read, with registration, act and envelopes; again if it is not | yes | `GetItem`, `UpdateItem`, `PutItem`, to readdress also `DeleteItem` |
//! | [`Store::unreached`], [`Store::repeats`], [`Store::last_repeat`] | Query | yes | `Query` |
//! | [`Store::availability`], [`Store::reach`], [`Store::standing`], [`Store::seminar_counts`] | GetItem of the roster | yes | `GetItem` |
//! | [`Store::registration`] | GetItem of registration and roster | yes | `GetItem` |
//! | [`Store::attendees`] | Query of the registrations, GetItem of the roster | yes | `Query`, `GetItem` |
//! | [`Store::office_events`] | Query of the acts | yes | `Query` |
//! | [`Store::record_office_act`] | PutItem | | `PutItem` |
//! | [`Store::forget_ended`] | Query of the index; per seminar Query and DeleteItem of everything personal, UpdateItem of acts, TransactWriteItems: counts if the version is the one read, with the act | no, then yes | `Query` on table and `index/due`, `GetItem`, `DeleteItem`, `UpdateItem`, `PutItem` |
//! | [`Store::request_visit`] | TransactWriteItems: request if new, ledger line, envelope | | `PutItem` |
//! | [`Store::visit`] | GetItem | yes | `GetItem` |
//! | [`Store::visit_book`] | Query of requests and book | yes | `Query` |
//! | [`Store::book_visit`] | TransactWriteItems: entry if it is as it was read, ledger lines | | `UpdateItem`, `PutItem` |
//! | [`Store::businesses`] | Query of the register | yes | `Query` |
//! | [`Store::keep_business`] | UpdateItem if it is as it was read | | `UpdateItem` |
//! | [`Store::current_register`], [`Store::update_register`] | as `open_heads`, `closed_heads`, `visit_book`, `attendees` and `businesses`; to update `keep_business` of what changed, DeleteItem of what is over | yes, but the heads | `Query` on table and `index/due`, `GetItem`, `UpdateItem`, `DeleteItem` |
//! | [`Store::report_notes`] | Query | yes | `Query` |
//! | [`Store::keep_report_notes`] | UpdateItem if it is as it was read | | `UpdateItem` |
//! | [`Store::report_of`] | as `ledger` of each year since the plan's first, `businesses`, `report_notes` and `begun_by_source` | yes | `Query` |
//! | [`Store::keep_alarm`] | UpdateItem if nothing later is known | | `UpdateItem` |
//! | [`Store::alarms`] | Query of the partition | yes | `Query` |
//! | [`Store::stop_mails`] | PutItem | | `PutItem` |
//! | [`Store::are_mails_stopped`] | GetItem | yes | `GetItem` |
//! | [`Store::ask_code`] | TransactWriteItems: the browser, the code and its mail's envelope | | `PutItem` |
//! | [`Store::has_code`] | Query | yes | `Query` |
//! | [`Store::try_code`] | UpdateItem if tries are left, GetItem of the browser, Query of the codes; TransactWriteItems: delete both if they are there | yes | `UpdateItem`, `GetItem`, `Query`, `DeleteItem` |
//! | [`Store::add_device`], [`Store::prove_device`] | PutItem; UpdateItem if it is there | | `PutItem`, `UpdateItem` |
//! | [`Store::device`], [`Store::devices`] | GetItem; Query | yes | `GetItem`, `Query` |
//! | [`Store::end_device`], [`Store::end_devices`] | DeleteItem; Query, DeleteItem of each | yes | `Query`, `DeleteItem` |
//! | [`Store::spend`] | UpdateItem if less than the limit is used | | `UpdateItem` |
//! | [`Store::count_source`] | UpdateItem | | `UpdateItem` |
//! | [`Store::begun_by_source`] | Query of the year | yes | `Query` |
//! | [`Store::publish`] | PutItem if new, per text; TransactWriteItems: version if new, pointer if it is at the one before, envelopes; GetItem of the version when it is refused | yes | `PutItem`, `UpdateItem`, `GetItem` |
//! | [`Store::live_number`], [`Lookout::newer`] | GetItem of the pointer | no: what it names was written before | `GetItem` |
//! | [`Store::restorable_until`] | DescribeContinuousBackups | | `DescribeContinuousBackups` |
//! | [`Store::latest_versions`] | Query of the versions, backwards | yes | `Query` |
//! | [`Store::live_version`], [`Store::version`], [`Store::overlay`], [`Store::published_text`], [`Store::published_texts`] | GetItem of pointer, version, texts | yes | `GetItem` |
//! | [`Store::keep_photo`] | PutItem if new, per file, else UpdateItem if it was not published | | `PutItem`, `UpdateItem` |
//! | [`Store::photo_size`], [`Store::photo_file`], [`Store::photo`] | GetItem of the photo, of its files | yes | `GetItem` |
//! | [`Store::publish_photo`] | GetItem of the photo, UpdateItem of it and each file if it was not published | yes | `GetItem`, `UpdateItem` |
//! | [`Store::keep_edit`] | UpdateItem if the version is the one read | | `UpdateItem` |
//! | [`Store::edit`], [`Store::edits`] | GetItem; Query of the edits | yes | `GetItem`, `Query` |
//! | [`Store::versions`] | Query of the versions | yes | `Query` |
//!
//! The stream carries keys only (`KEYS_ONLY`): [`stream::new_messages`] recognises an envelope's arrival by
//! event name `INSERT` and sort key `E#…`, which is also the event source mapping's filter.

mod alarms;
pub mod ambient;
mod applicants;
pub mod aws;
mod backlog;
mod backup;
pub mod beside;
mod budget;
mod businesses;
mod case;
mod draft;
mod draft_holders;
mod draft_sweep;
mod edits;
#[cfg(feature = "embedded")]
pub mod embedded;
mod envelope;
mod error;
mod events;
mod item;
mod join;
mod ledger;
mod lookout;
mod outbox;
mod papers;
mod photos;
mod place;
mod queue;
mod report;
mod reports;
mod retention;
mod retry;
pub mod secrets;
mod seminar;
mod sendings;
mod sign_in;
mod sources;
mod stop;
pub mod stream;
mod submission;
pub mod table;
mod together;
mod transaction;
mod turn;
mod unreached;
mod versions;
mod visit;

use aws_sdk_dynamodb::Client;

pub use alarms::{AlarmNews, AlarmNotice};
pub use applicants::OpenedCase;
pub use backlog::DeadLetter;
pub use case::{Decided, Recorded};
pub use draft::{Draft, DraftChange, Saved};
pub use draft_holders::{
    DraftBrowser, DraftHolders, JoinOffer, LINK, MOST_BROWSERS, RecordedAgreement, browser_handle,
    draft_id,
};
pub use edits::KeptEdit;
pub use error::{Cause, StoreError};
use item::{Item, Key};
pub use join::JOIN_TRIES;
pub use lookout::Lookout;
pub use outbox::Claim;
pub use report::SentMessage;
pub use sendings::{Sending, SendingState};
pub use sign_in::{CodeRequest, CodeTried, Device};
pub use submission::Submitted;
pub use versions::PublishOutcome;
pub use visit::VisitBook;

/// The store. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    client: Client,
    table: String,
}

impl Store {
    /// A store on this table.
    pub fn new(client: Client, table: impl Into<String>) -> Store {
        let config = client.config().to_builder();
        let config = config.retry_classifier(retry::Conflicts).build();
        Store {
            client: Client::from_conf(config),
            table: table.into(),
        }
    }

    /// Reads one item, consistently.
    async fn read(&self, key: &Key) -> Result<Option<Item>, StoreError> {
        self.client
            .get_item()
            .table_name(&self.table)
            .set_key(Some(key.item()))
            .consistent_read(true)
            .send()
            .await
            .map(|output| output.item)
            .map_err(|e| StoreError::of("GetItem", e))
    }

    /// Reads the items of a partition whose sort key begins so, consistently and in its order.
    async fn partition(&self, pk: &str, begin: &str) -> Result<Vec<Item>, StoreError> {
        let query = self
            .client
            .query()
            .table_name(&self.table)
            .consistent_read(true);
        let query = match begin {
            "" => query.key_condition_expression("pk = :pk"),
            _ => query
                .key_condition_expression("pk = :pk AND begins_with(sk, :begin)")
                .expression_attribute_values(":begin", item::text(begin)),
        };
        let query = query.expression_attribute_values(":pk", item::text(pk));
        let items = query.into_paginator().items().send().try_collect().await;
        items.map_err(|e| StoreError::of("Query", e))
    }
}

impl Store {
    /// Deletes one item.
    async fn delete(&self, key: &Key) -> Result<(), StoreError> {
        self.client
            .delete_item()
            .table_name(&self.table)
            .set_key(Some(key.item()))
            .send()
            .await
            .map(drop)
            .map_err(|e| StoreError::of("DeleteItem", e))
    }

    /// Deletes the items of a partition whose sort key begins so, in their order; says how many.
    async fn delete_all(&self, pk: &str, begin: &str) -> Result<usize, StoreError> {
        let items = self.partition(pk, begin).await?;
        for item in &items {
            let key = item::key_of(item).ok_or_else(|| item::missing("item", "key"))?;
            self.delete(&key).await?;
        }
        Ok(items.len())
    }
}

#[cfg(all(test, feature = "embedded"))]
mod tests;
