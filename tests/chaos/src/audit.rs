//! Reads the whole table and every mail, and tells what is lost, left over or there twice.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use aws_sdk_dynamodb::Client;
use base::reference::Reference;
use mail_parser::MessageParser;
use store::embedded::TABLE;

/// What the table holds.
#[derive(Debug, Default)]
pub struct Audit {
    /// The facts that were sent in: of inventories.
    pub submissions: BTreeSet<String>,
    /// Messages that left, by id.
    pub delivered: BTreeSet<String>,
    /// Messages that were given up, visibly.
    pub dead: BTreeSet<String>,
    /// Messages that nobody needs any more.
    pub discarded: BTreeSet<String>,
    /// Messages that still have to leave.
    pub waiting: BTreeSet<String>,
    /// What belongs to nothing.
    pub orphans: BTreeSet<String>,
}

/// One item: its keys and the names of its attributes.
struct Row {
    pk: String,
    sk: String,
    names: BTreeSet<String>,
}

/// Reads the whole table.
///
/// # Errors
/// When the database cannot be read.
pub async fn audit(client: &Client) -> Result<Audit> {
    let rows = rows(client).await?;
    let mut audit = Audit::default();
    let (mut announced, mut states) = (BTreeMap::new(), BTreeMap::new());
    let mut watched = BTreeSet::new();
    let registered = rows.iter().filter_map(|row| {
        let seminar = row.pk.starts_with("S#");
        seminar.then(|| row.sk.strip_prefix("R#")).flatten()
    });
    let registered: BTreeSet<&str> = registered.collect();
    for row in &rows {
        let Some(fact) = row.pk.strip_prefix("F#") else {
            continue;
        };
        match row.sk.split_once('#') {
            None if row.sk == "S" => drop(audit.submissions.insert(fact.to_owned())),
            // The clock comes to it: it waits for somebody by a day, or for its deletion.
            None if row.sk == "H"
                && ["queue", "due"]
                    .iter()
                    .all(|name| row.names.contains(*name)) =>
            {
                watched.insert(fact);
            }
            Some(("E", ids)) => announced.extend(ids.split(',').map(|id| (id, (fact, row)))),
            Some(("M", id)) => drop(states.insert(id, row)),
            _ => {}
        }
    }
    for (id, (fact, envelope)) in &announced {
        let loose = envelope.names.contains("expires");
        if !loose && !audit.submissions.contains(*fact) && !registered.contains(fact) {
            audit
                .orphans
                .insert(format!("message {id} without its fact"));
        }
        let state = states.get(id);
        let is = |name: &str| state.is_some_and(|row| row.names.contains(name));
        let of = match () {
            // What came back had been delivered before.
            () if is("dead") => &mut audit.dead,
            () if is("delivered") => &mut audit.delivered,
            () if is("discarded") => &mut audit.discarded,
            () => &mut audit.waiting,
        };
        of.insert((*id).to_owned());
    }
    audit.belongs_to_nothing(&announced, &states, &watched);
    Ok(audit)
}

async fn rows(client: &Client) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    let mut pages = client.scan().table_name(TABLE).into_paginator().send();
    while let Some(page) = pages.next().await {
        for item in page?.items.unwrap_or_default() {
            let key = |name| {
                let value = item.get(name).and_then(|value| value.as_s().ok());
                value.cloned().context("a key is text")
            };
            rows.push(Row {
                pk: key("pk")?,
                sk: key("sk")?,
                names: item.keys().cloned().collect(),
            });
        }
    }
    Ok(rows)
}

impl Audit {
    /// Notes what no fact, no envelope and no clock knows of.
    fn belongs_to_nothing(
        &mut self,
        announced: &BTreeMap<&str, (&str, &Row)>,
        states: &BTreeMap<&str, &Row>,
        watched: &BTreeSet<&str>,
    ) {
        let unannounced = states.keys().filter(|id| !announced.contains_key(*id));
        let unannounced: Vec<_> = unannounced.map(|id| format!("state of {id}")).collect();
        self.orphans.extend(unannounced);
        let told: BTreeSet<&str> = announced.values().map(|(fact, _)| *fact).collect();
        let silent = self
            .submissions
            .iter()
            .filter(|fact| !told.contains(fact.as_str()));
        let silent: Vec<_> = silent
            .map(|fact| format!("submission {fact} without messages"))
            .collect();
        self.orphans.extend(silent);
        let forgotten = self
            .submissions
            .iter()
            .filter(|fact| !watched.contains(fact.as_str()));
        let forgotten: Vec<_> = forgotten
            .map(|fact| format!("submission {fact} that nobody has to answer"))
            .collect();
        self.orphans.extend(forgotten);
    }

    /// Everything that must not be, whatever went wrong before.
    pub fn wrong(&self, receipts: &[Reference], arrived: &Arrived) -> Vec<String> {
        let waiting = self.waiting.iter().map(|id| format!("never left: {id}"));
        let orphans = self.orphans.iter().map(|what| format!("orphan: {what}"));
        let missing = arrived.missing(self).into_iter();
        let missing = missing.map(|id| format!("never arrived: {id}"));
        let unequal = self.unequal(receipts).into_iter();
        unequal
            .chain(waiting)
            .chain(orphans)
            .chain(missing)
            .collect()
    }

    /// The receipts that stand for nothing, and what was sent in more often than a receipt was given.
    fn unequal(&self, receipts: &[Reference]) -> Vec<String> {
        let told: BTreeSet<String> = receipts.iter().map(Reference::fact).collect();
        let lost = told
            .difference(&self.submissions)
            .map(|fact| format!("lost: {fact}"));
        let more = self
            .submissions
            .difference(&told)
            .map(|fact| format!("not told: {fact}"));
        lost.chain(more).collect()
    }
}

/// The mails that arrived, by the message each carries.
#[derive(Debug, Default)]
pub struct Arrived {
    mails: BTreeMap<String, Vec<Vec<u8>>>,
}

impl Arrived {
    /// Sorts mails by their message.
    ///
    /// # Errors
    /// When one is no mail of ours.
    pub fn read(mails: impl IntoIterator<Item = Vec<u8>>) -> Result<Arrived> {
        let mut arrived = Arrived::default();
        for mail in mails {
            let parsed = MessageParser::new().parse(&mail).context("a mail")?;
            let id = parsed.message_id().and_then(mail::message_of);
            arrived
                .mails
                .entry(id.context("a mail of ours")?)
                .or_default()
                .push(mail);
        }
        Ok(arrived)
    }

    /// Messages that count as delivered and never arrived.
    fn missing(&self, audit: &Audit) -> Vec<String> {
        let gone = audit
            .delivered
            .iter()
            .filter(|id| !self.mails.contains_key(*id));
        gone.cloned().collect()
    }

    /// How many mails came again, and those of them that say something else than the first.
    pub fn repeated(&self) -> (usize, Vec<String>) {
        let again = self.mails.values().map(|mails| mails.len() - 1).sum();
        let other = self
            .mails
            .iter()
            .filter(|(_, mails)| mails.iter().any(|mail| *mail != mails[0]));
        (again, other.map(|(id, _)| id.clone()).collect())
    }
}

#[cfg(test)]
mod tests {
    use aws_sdk_dynamodb::types::AttributeValue;
    use store::embedded::Embedded;
    use testkit::sample::reference;

    use super::*;

    async fn put(embedded: &Embedded, pk: &str, sk: &str, more: &[&str]) {
        let text = |value: &str| AttributeValue::S(value.to_owned());
        let item = embedded.client().put_item().table_name(TABLE);
        let item = item.item("pk", text(pk)).item("sk", text(sk));
        let item = more.iter().fold(item, |item, name| match *name {
            "due" => item.item(*name, AttributeValue::N("1".to_owned())),
            name => item.item(name, text("x")),
        });
        item.send().await.unwrap();
    }

    #[tokio::test]
    async fn what_is_lost_waits_or_belongs_to_nothing_is_found() {
        let embedded = Embedded::memory().await.unwrap();
        let fact = reference().fact();
        let empty = audit(&embedded.client()).await.unwrap();
        assert_eq!(empty.unequal(&[reference()]), [format!("lost: {fact}")]);

        let pk = format!("F#{fact}");
        put(&embedded, &pk, "S", &[]).await;
        let silent = audit(&embedded.client()).await.unwrap();
        assert_eq!(silent.orphans.len(), 2, "{silent:?}");
        put(&embedded, &pk, "H", &["queue", "due"]).await;
        assert_eq!(silent.unequal(&[]), [format!("not told: {fact}")]);

        let envelope = format!("E#{fact}-1,{fact}-2,{fact}-4");
        put(&embedded, &pk, &envelope, &[]).await;
        put(&embedded, &pk, &format!("M#{fact}-1"), &["delivered"]).await;
        let came_back = ["delivered", "dead"];
        put(&embedded, &pk, &format!("M#{fact}-4"), &came_back).await;
        put(&embedded, &pk, &format!("M#{fact}-3"), &["delivered"]).await;
        put(&embedded, "F#nothing", "E#nothing-1", &[]).await;
        let found = audit(&embedded.client()).await.unwrap();
        assert_eq!(found.orphans.len(), 2, "{found:?}");
        assert_eq!((found.delivered.len(), found.dead.len()), (1, 1));
        assert_eq!(found.waiting.len(), 2);
        let none = Arrived::default();
        assert_eq!(none.missing(&found), [format!("{fact}-1")]);
    }
}
