//! Visits: a request to be visited with its form and mails, and the book of those that were made.

pub mod book;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use base::contact::{EmailAddress, PhoneNumber};
use base::text;
use base::time::japan_date;
use base::token::{Keys, Purpose};
use figures::ledger::{Fact, LedgerLine};
use forms::draw::{Draw, group};
use forms::read::Read;
use forms::{Field, FieldError, Input, Kind, Page, limits};
use messages::{Message, Topic, VisitNotice};
use town::{Content, DataForm};

/// A request to be visited at one's own place. `Debug` masks it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Visit {
    /// The same for the same person on the same day, so that pressing twice asks once.
    pub id: String,
    /// When it was sent.
    pub asked_at: Timestamp,
    /// What was written.
    pub request: VisitRequest,
}

/// What somebody writes on the form. At least one of `mail` and `phone` is there.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct VisitRequest {
    /// The person's name.
    pub name: String,
    /// Name of the business.
    pub business: String,
    /// Mail address, if given.
    pub mail: Option<EmailAddress>,
    /// Phone number, if given.
    pub phone: Option<PhoneNumber>,
    /// Where to come.
    pub place: String,
    /// When it suits, and what it is about.
    pub wish: Option<String>,
}

impl std::fmt::Debug for Visit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Visit({})", self.id)
    }
}

impl std::fmt::Debug for VisitRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VisitRequest(***)")
    }
}

impl Visit {
    /// The visit that a request becomes.
    pub fn new(request: VisitRequest, keys: &Keys, now: Timestamp) -> Visit {
        let mail = request.mail.as_ref().map_or("", |mail| mail.as_str());
        let phone = request.phone.as_ref().map_or("", |phone| phone.as_str());
        let who = format!("{} {mail} {phone}", japan_date(now));
        Visit {
            id: keys.pseudonym(Purpose::Visit, &who),
            asked_at: now,
            request,
        }
    }

    /// What it counts for in the ledger.
    pub fn line(&self) -> LedgerLine {
        LedgerLine::new(japan_date(self.asked_at), &self.id, Fact::Visited)
    }

    /// The mails it causes: to the office, and a confirmation where there is an address.
    pub fn messages(&self) -> Vec<Message> {
        let message = |tail: &str, notice| Message {
            id: format!("{}-{tail}", self.id),
            topic: Topic::Visit {
                visit: self.id.clone(),
                notice,
            },
            created_at: self.asked_at,
        };
        let receipt = self.request.mail.as_ref();
        let receipt = receipt.map(|_| message("receipt", VisitNotice::Receipt));
        [message("visit", VisitNotice::Request)]
            .into_iter()
            .chain(receipt)
            .collect()
    }
}

/// The form's page, empty, or with what was typed and its errors.
pub fn page(content: &Content, typed: Option<&Input>, errors: &[FieldError]) -> Page {
    let draw = Draw {
        words: &content.words,
        typed,
        errors,
    };
    let optional = |field| Field {
        optional: true,
        ..field
    };
    // One of the two is enough, and one is needed: neither is 任意.
    let either = |field: Field| Field {
        label: content.texts.questionnaire.either(&field.label),
        ..field
    };
    let wish = draw.text(Kind::Textarea, "visit_wish", "visit_wish", "", limits::NOTE);
    let fields = vec![
        draw.line(Kind::Text, "business", "", "organization"),
        draw.line(Kind::Text, "person", "", "name"),
        either(draw.line(Kind::Email, "mail", "", "email")),
        either(draw.line(Kind::Tel, "phone", "", "tel")),
        draw.line(Kind::Text, "visit_place", "", "street-address"),
        optional(wish),
    ];
    let days = content.programme.retention.registration_days;
    let kept = content.texts.seminars.visit_kept(days);
    let title = content.texts.questionnaire.group_purpose();
    let words = content.words.page("visit");
    Page {
        step: "visit".to_owned(),
        title: words.title.clone(),
        lead: words.lead.clone(),
        groups: vec![
            group("", fields),
            draw.consent(title, content.programme.data_use(DataForm::Visit, &kept)),
        ],
        stands: Vec::new(),
        submit: words.submit.clone(),
    }
}

/// Reads what was typed.
///
/// # Errors
/// Everything wrong, each with its field, in the form's order.
pub fn accept(content: &Content, input: &Input) -> Result<VisitRequest, Vec<FieldError>> {
    let mut read = Read::of(input, content);
    let (business, name) = (read.line("business"), read.person("person"));
    let (mail, phone) = (read.mail(), read.phone());
    let blank = |field| text::line(input.one(field)).is_empty();
    if blank("mail") && blank("phone") {
        read.error("mail", read.says.contact_one());
    }
    let place = read.line("visit_place");
    let wish = Some(read.note("visit_wish")).filter(|wish| !wish.is_empty());
    read.consent();
    if !read.errors.is_empty() {
        return Err(read.errors);
    }
    Ok(VisitRequest {
        name,
        business,
        mail,
        phone,
        place,
        wish,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn input(pairs: &[(&str, &str)]) -> Input {
        let pairs = pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), vec![(*value).to_owned()]));
        Input(pairs.collect())
    }

    #[test]
    fn a_visit_needs_a_way_to_answer() {
        let content = Content::embedded();
        let mut pairs = vec![
            ("business", "見本旅館"),
            ("person", "見本 髙子"),
            ("visit_place", "見本"),
            ("consent", "yes"),
        ];
        let errors = accept(&content, &input(&pairs)).unwrap_err();
        assert_eq!(errors[0].field, "mail");
        pairs.push(("phone", "０２６７−００−００００"));
        let request = accept(&content, &input(&pairs)).unwrap();
        assert_eq!(
            request.phone.map(String::from).as_deref(),
            Some("0267-00-0000")
        );
        let page = super::page(&content, None, &[]);
        let fields: Vec<&Field> = page.groups.iter().flat_map(|group| &group.fields).collect();
        assert!(fields.iter().any(|field| field.name == "visit_wish"));
        let both = fields
            .iter()
            .filter(|it| it.label.ends_with("（どちらか1つ）"));
        let both: Vec<_> = both
            .map(|field| (field.name.as_str(), field.optional))
            .collect();
        assert_eq!(both, [("mail", false), ("phone", false)]);
    }

    proptest! {
        #[test]
        fn whatever_is_taken_can_be_answered_and_is_read_again_as_it_is(
            changed in prop::collection::btree_map(
                prop::sample::select(&["business", "person", "mail", "phone", "visit_place", "visit_wish", "consent"][..]),
                prop_oneof![
                    3 => prop::sample::select(&["", "　", "見本", "owner@example.jp", "０２６７−００−００００", "090 0000 0000", "\u{2800}", "yes"][..]).prop_map(str::to_owned),
                    2 => "\\PC{0,120}",
                    1 => "(.\n?){0,60}",
                ],
                0..4,
            ),
        ) {
            static CONTENT: std::sync::LazyLock<Content> = std::sync::LazyLock::new(Content::embedded);
            let filled = [("business", "見本旅館"), ("person", "見本 髙子"), ("visit_place", "見本"), ("mail", "owner@example.jp"), ("consent", "yes")];
            let mut values: std::collections::BTreeMap<&str, String> = filled.map(|(name, value)| (name, value.to_owned())).into();
            values.extend(changed.into_iter().map(|(name, value)| (name, text::normalize(&value))));
            let typed = |values: &std::collections::BTreeMap<&str, String>| {
                Input(values.iter().map(|(name, value)| ((*name).to_owned(), vec![value.clone()])).collect())
            };
            match accept(&CONTENT, &typed(&values)) {
                Ok(taken) => {
                    prop_assert!(taken.mail.is_some() || taken.phone.is_some());
                    values.insert("person", taken.name.clone());
                    values.insert("business", taken.business.clone());
                    values.insert("visit_place", taken.place.clone());
                    values.insert("visit_wish", taken.wish.clone().unwrap_or_default());
                    values.insert("phone", taken.phone.clone().map(String::from).unwrap_or_default());
                    prop_assert_eq!(accept(&CONTENT, &typed(&values)), Ok(taken));
                }
                Err(errors) => {
                    let page = page(&CONTENT, Some(&typed(&values)), &errors);
                    let shown = page.groups.iter().flat_map(|group| &group.fields).filter(|field| !field.error.is_empty());
                    prop_assert!(shown.count() > 0, "nobody sees {errors:?}");
                }
            }
        }
    }
}
