//! The settings' holidays are those of the law.

use base::holidays::national_holidays;
use jiff::civil::Date;

use crate::Content;

#[test]
fn the_programmes_holidays_are_the_laws() {
    let listed = Content::embedded().programme.calendar.holidays;
    let years = [2026, 2027].into_iter();
    let wanted: Vec<Date> = years.flat_map(national_holidays).collect();
    assert_eq!(listed.into_keys().collect::<Vec<_>>(), wanted);
}
