//! Whatever is typed on any page, offered or not: it is taken and shown again, or refused at a field of that page.

use proptest::prelude::*;
use proptest::sample::Index;
use std::sync::LazyLock;

use super::*;

static CONTENT: LazyLock<Content> = LazyLock::new(Content::embedded);

/// What people and programs put into a field.
fn typed() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        "",
        " ",
        "0",
        "-1",
        "1e9",
        "９９",
        "0.1",
        "6001",
        "99999999999999999999",
        "約5件くらい",
        "yes",
        "own1",
        "inn01",
        "bo09",
        "2026-12-01",
        "12月1日（火）",
        "2026-02-30",
        "来週",
        "mihon@example.jp",
        "a..b@docomo.ne.jp",
        "090-0000-5678",
        "<script>",
        "\n\n\nあ",
        "見本 花子",
    ]);
    prop_oneof![3 => odd.prop_map(str::to_owned), 1 => "\\PC{0,30}", 1 => ".{390,410}", 1 => "(あ\n){0,30}"]
}

/// One value for one field: what was typed, or one of its options.
type Change = (Index, Index, bool, String);

fn changes() -> impl Strategy<Value = Vec<Change>> {
    prop::collection::vec(
        (any::<Index>(), any::<Index>(), any::<bool>(), typed()),
        0..12,
    )
}

/// The page as drawn, with these changes.
fn changed(page: &Page, changes: &[Change]) -> Input {
    let mut input = as_drawn(page);
    let fields: Vec<_> = page.groups.iter().flat_map(|group| &group.fields).collect();
    for (field, option, offered, typed) in changes {
        let Some(field) = fields.get(field.index(fields.len().max(1))) else {
            continue;
        };
        let value = match &field.options[..] {
            [] => typed.clone(),
            options if *offered => options[option.index(options.len())].value.clone(),
            _ => typed.clone(),
        };
        let several = field.kind == Kind::Checkbox && *offered;
        let values = input.0.entry(field.name.clone()).or_default();
        if !several {
            values.clear();
        }
        values.push(value);
    }
    input
}

fn names(page: &Page) -> Vec<&str> {
    let fields = page.groups.iter().flat_map(|group| &group.fields);
    fields.map(|field| field.name.as_str()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn what_is_taken_is_stored_and_shown_again_and_what_is_not_is_refused_where_it_stands(
        pages in prop::collection::vec((any::<Index>(), changes()), 10)
    ) {
        let content = &*CONTENT;
        let mut answers = drafted("inn01", content);
        for (at, changes) in &pages {
            let route = flow::replay(&answers, content);
            let open: Vec<_> = route.steps.iter().filter(|step| route.allows(step)).collect();
            let step = open[at.index(open.len())];
            let page = drawn(step, &answers, content);
            let input = changed(&page, changes);
            match accept(step, &answers, content, &input, today()) {
                Ok(taken) => {
                    let stored = serde_json::to_string(&taken).unwrap();
                    let again: Answers = serde_json::from_str(&stored).unwrap();
                    prop_assert_eq!(&again, &taken, "{}", step.path());
                    answers = taken;
                    drop(flow::replay(&answers, content));
                    drop(drawn(step, &answers, content));
                }
                Err(errors) => {
                    let page = super::page(step, &answers, content, Some(&input), &errors, today());
                    let names = names(&page);
                    for error in &errors {
                        prop_assert!(!error.message.is_empty());
                        prop_assert!(
                            names.contains(&error.field.as_str()),
                            "{}: no {} among {names:?}", step.path(), error.field
                        );
                    }
                }
            }
        }
    }
}
