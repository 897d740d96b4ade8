//! The largest papers that the forms let through: whatever letters fill them, they can be printed and leave by mail.

use job_spec::{JobSpec, MOST_ROOM, too_long};
use proptest::prelude::*;

use super::*;

/// A mail may weigh 5 MB, and carries its file in base64, in lines of 76 letters.
const FILE: usize = 5_000_000 / 78 * 76 / 4 * 3 - 100_000;
/// More pages than this nobody prints.
const PAGES: usize = 120;

/// As many letters as there is room for, spread over as many sheets: each field takes `each` of them.
fn filled(sheets: usize, each: usize, mut letter: impl FnMut() -> char) -> Vec<JobSpec> {
    let mut specs = vec![sample(); sheets];
    let fields = specs.iter_mut().flat_map(|spec| &mut spec.fields);
    for field in fields {
        field.value.clear();
    }
    let (mut sheet, mut field) = (0, 0);
    while sheet < sheets {
        let value: String = (0..each).map(|_| letter()).collect();
        specs[sheet].fields[field].value = base::text::lines(&base::text::normalize(&value));
        if too_long(&specs).is_some() {
            specs[sheet].fields[field].value.clear();
            break;
        }
        field += 1;
        if field == specs[sheet].fields.len() {
            (sheet, field) = (sheet + 1, 0);
        }
    }
    specs
}

fn assert_fits(specs: &[JobSpec]) {
    let file = render(specs, &imprint(), &Texts::EMBEDDED).unwrap();
    let pages = testkit::pdf::text(&file, "-raw").matches('\u{c}').count();
    assert!(file.len() <= FILE, "{} bytes of at most {FILE}", file.len());
    assert!(pages <= PAGES, "{pages} pages");
}

#[test]
fn every_letter_that_there_is_fits_into_a_mail() {
    let mut next = 0x4DFF_u32;
    let kanji = || {
        next = if next == 0x9FFF { 0x3041 } else { next + 1 };
        char::from_u32(next).unwrap_or('〓')
    };
    let specs = filled(2, 1000, kanji);
    assert!(specs.iter().map(JobSpec::room).sum::<usize>() > MOST_ROOM * 9 / 10);
    assert_fits(&specs);
}

#[test]
fn single_letters_on_lines_of_their_own_fit_into_a_mail() {
    let mut odd = false;
    let letters = || {
        odd = !odd;
        if odd { 'あ' } else { '\n' }
    };
    assert_fits(&filled(12, 100, letters));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3, max_shrink_iters: 0, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_forms_let_through_fits_into_a_mail(
        sheets in 1_usize..=12,
        each in prop::sample::select(&[60_usize, 400, 1000][..]),
        alphabet in prop::collection::vec(prop_oneof![
            6 => prop::char::ranges(vec!['\u{4E00}'..='\u{9FFF}', '\u{3041}'..='\u{30FE}', '!'..='~', '\u{20000}'..='\u{2A6DF}'].into()),
            2 => prop::sample::select("あ髙𠮷―…！Wｗ㍿🐈ー".chars().collect::<Vec<_>>()),
            1 => Just('\n'),
        ], 1..400),
    ) {
        let mut letters = alphabet.into_iter().cycle();
        assert_fits(&filled(sheets, each, || letters.next().unwrap_or('〓')));
    }
}
