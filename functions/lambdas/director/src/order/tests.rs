//! Whatever is typed into 発注の準備: it is refused at a field, or kept so that the page shows it as it will be read again.

use forms::Input;
use jiff::civil::date;
use orders::{FurtherTerm, OrderDraft, TermItem};
use proptest::collection::btree_map;
use proptest::prelude::*;
use testkit::sample;

use super::draw::{DrawnOrder, further_name};
use super::read;
use crate::fields::FormReader;

/// What people type into a field that asks for something: that, in their ways of writing it, and anything else.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(&[
            "", " ", "1", "３，０００円", "1,000", "12.5", "-1", "1e9", "999999999999999999999", "2026-12-24", "令和8年12月24日",
            "２０２６／１２／２４（木）", "12月24日", "検収後すぐ", "12月24日まで", "来月末", "1件", "口コミの返信を書く\n・3件ずつ",
            "見本 花子", "worker@example.jp", "ｗｏｒｋｅｒ＠ｅｘａｍｐｌｅ．ｊｐ", "worker@", "見本銀行へ振り込む", "M-2026-1", "🐈\u{200D}⬛",
        ][..]).prop_map(str::to_owned),
        2 => "\\PC{0,60}",
        1 => "(.\n?){0,80}",
        1 => "[あ-ん\n]{0,1100}",
    ]
}

fn names() -> impl Strategy<Value = String> {
    let plain = [
        "work",
        "unit_yen",
        "unit",
        "count",
        "ceiling",
        "payment",
        "method",
        "delivery",
        "place",
        "inspection",
        "work_open",
        "work_open_on",
        "unit_yen_open",
        "unit_yen_open_on",
        "payment_open",
        "payment_open_on",
        "delivery_open",
        "delivery_open_on",
        "client",
        "client_pay_on",
        "master",
        "worker1",
        "worker1_name",
        "worker1_mail",
        "worker1_count",
        "worker2",
        "worker2_name",
        "worker2_mail",
        "worker2_count",
    ];
    let further = FurtherTerm::ALL.into_iter().map(further_name);
    let names: Vec<String> = plain
        .into_iter()
        .map(str::to_owned)
        .chain(further)
        .collect();
    prop::sample::select(names)
}

/// As the server reads it of a form: see `web::Form`.
fn input(typed: impl IntoIterator<Item = (String, String)>) -> Input {
    let typed = typed.into_iter();
    Input(
        typed
            .map(|(name, value)| (name, vec![base::text::normalize(&value)]))
            .collect(),
    )
}

fn empty() -> OrderDraft {
    OrderDraft {
        work: TermItem::Missing,
        fee: TermItem::Missing,
        payment: TermItem::Missing,
        delivery: TermItem::Missing,
        place: TermItem::Missing,
        inspection: TermItem::Missing,
        method: TermItem::Missing,
        reentrusted: None,
        others: std::collections::BTreeMap::new(),
        master: String::new(),
        workers: Vec::new(),
        seconds: None,
        until: None,
        from: None,
    }
}

/// What is read of it, and the fields that it is refused at.
fn read(input: &Input, before: &OrderDraft) -> (OrderDraft, Vec<String>) {
    let content = sample::content();
    let mut form = FormReader::of(input, &content.texts.director);
    let next = before.workers.iter().map(|worker| worker.number + 1).max();
    let draft = read::draft(
        &mut form,
        before,
        next.unwrap_or(1),
        content,
        date(2026, 11, 28),
    );
    (
        draft,
        form.errors.into_iter().map(|error| error.field).collect(),
    )
}

/// What the page's form would send of a draft, untouched.
fn shown(draft: &OrderDraft) -> Input {
    let content = sample::content();
    let groups = DrawnOrder { draft, content }.groups();
    let fields = groups.into_iter().flat_map(|group| group.fields);
    let workers = draft.workers.iter().enumerate();
    let numbers =
        workers.map(|(at, worker)| (format!("worker{}", at + 1), worker.number.to_string()));
    input(fields.map(|field| (field.name, field.value)).chain(numbers))
}

proptest! {
    #[test]
    fn what_is_kept_of_an_order_is_shown_as_it_is_read_again(mut filled in btree_map(names(), typed(), 0..30)) {
        // What is refused is emptied, as somebody would who wants to go on.
        while let (_, wrong) = read(&input(filled.clone()), &empty()) && !wrong.is_empty() {
            let before = filled.len();
            filled.retain(|name, _| !wrong.contains(name));
            prop_assume!(filled.len() < before);
        }
        let (draft, _) = read(&input(filled), &empty());
        let (again, wrong) = read(&shown(&draft), &draft);
        prop_assert_eq!(&wrong, &Vec::<String>::new(), "{:?}", &draft);
        prop_assert_eq!(again, draft);
    }
}
