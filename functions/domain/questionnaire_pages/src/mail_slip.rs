//! Asks about a mail address that looks like a slip of the finger, e.g. `gmail.con`; it may still be meant.

use base::contact::MAIL_PROVIDERS;
use strsim::osa_distance;
use town::texts::WarningTexts;

/// Endings that no domain has.
const NO_ENDINGS: [(&str, &str); 5] = [
    (".con", ".com"),
    (".cmo", ".com"),
    (".comm", ".com"),
    (".co.jo", ".co.jp"),
    (".ne.jo", ".ne.jp"),
];

/// So many letters wrong, left out, doubled or with changed places are a slip.
const SLIP: usize = 2;

/// What is asked about the address; `None` where nothing about it is odd.
pub(super) fn warning(address: &str, says: &WarningTexts) -> Option<String> {
    let (_, domain) = address.trim().rsplit_once('@')?;
    let domain = domain.to_ascii_lowercase();
    let meant = meant(&domain)?;
    Some(says.mail_slip(domain, meant))
}

/// The domain that was probably meant.
fn meant(domain: &str) -> Option<String> {
    if MAIL_PROVIDERS.contains(&domain) {
        return None;
    }
    let near = MAIL_PROVIDERS
        .iter()
        .map(|known| (osa_distance(known, domain), *known));
    // Of a short domain one letter more makes another.
    let most = |known: &str| SLIP.min(known.len().saturating_sub(4) / 4);
    let near = near
        .min()
        .filter(|(distance, known)| *distance <= most(known));
    let ending = || {
        let mut wrong = NO_ENDINGS.iter();
        wrong.find_map(|(wrong, right)| Some(format!("{}{right}", domain.strip_suffix(wrong)?)))
    };
    near.map(|(_, known)| known.to_owned()).or_else(ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_asked_about_and_an_address_of_ones_own_is_not() {
        for (typed, wanted) in [
            ("gmail.con", Some("gmail.com")),
            ("gmial.com", Some("gmail.com")),
            ("gmai.com", Some("gmail.com")),
            ("docomo.ne.jo", Some("docomo.ne.jp")),
            ("yahoo.co.jo", Some("yahoo.co.jp")),
            ("yahho.co.jp", Some("yahoo.co.jp")),
            ("mihon.con", Some("mihon.com")),
            ("mihon.co.jo", Some("mihon.co.jp")),
            ("gmail.com", None),
            ("au.com", None),
            ("yahoo.com", None),
            ("example.jp", None),
            ("town.mihon.gunma.jp", None),
            ("mihon-ryokan.com", None),
            ("jau.com", None),
        ] {
            assert_eq!(meant(typed).as_deref(), wanted, "{typed}");
        }
    }
}
