//! Signatures by which two Kiridashi know each other: Ed25519 over `id.timestamp.body`, as Standard Webhooks writes them.
//! Only public keys are ever exchanged, so that nothing secret stands in a town's settings.

use base::token::{Keys, Purpose};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use jiff::Timestamp;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};

use crate::handover::TOLERANCE;

/// The header with the message's id, the same when the same message is sent again.
pub const ID: &str = "webhook-id";

/// The header with the time of signing, in seconds since 1970.
pub const TIMESTAMP: &str = "webhook-timestamp";

/// The header with the signatures, one for each key of the sender, with blanks between.
pub const SIGNATURE: &str = "webhook-signature";

/// How a public key begins.
const PUBLIC: &str = "whpk_";

/// How a signature begins.
const VERSION: &str = "v1a,";

/// Our public keys, newest first. Each stays the same as long as its signing key is there.
pub fn public_keys(keys: &Keys) -> Vec<String> {
    let public = pairs(keys).map(|pair| format!("{PUBLIC}{}", BASE64.encode(pair.public_key())));
    public.collect()
}

/// The signatures of a message at a time in seconds since 1970: with each of our keys, so that a partner that knows only
/// an older one believes it too.
pub fn seal(keys: &Keys, id: &str, timestamp: i64, body: &[u8]) -> String {
    let signed = signed(id, timestamp, body);
    let signatures =
        pairs(keys).map(|pair| format!("{VERSION}{}", BASE64.encode(pair.sign(&signed))));
    signatures.collect::<Vec<_>>().join(" ")
}

/// Whether one of these public keys has signed the message, within [`TOLERANCE`] of now.
pub fn is_sealed_by(
    public: &[String],
    (id, timestamp, body): (&str, i64, &[u8]),
    signatures: &str,
    now: Timestamp,
) -> bool {
    let is_fresh = now.as_second().abs_diff(timestamp) <= TOLERANCE.unsigned_abs();
    let signed = signed(id, timestamp, body);
    let signatures = signatures
        .split(' ')
        .filter_map(|it| decoded(it, VERSION))
        .collect::<Vec<_>>();
    let mut keys = public.iter().filter_map(|key| decoded(key, PUBLIC));
    is_fresh
        && keys.any(|key| {
            let key = UnparsedPublicKey::new(&ED25519, key);
            let mut signatures = signatures.iter();
            signatures.any(|it| key.verify(&signed, it).is_ok())
        })
}

fn pairs(keys: &Keys) -> impl Iterator<Item = Ed25519KeyPair> {
    keys.seeds(Purpose::Exchange).map(|seed| {
        Ed25519KeyPair::from_seed_unchecked(&*seed).expect("32 bytes are a key of this kind")
    })
}

fn signed(id: &str, timestamp: i64, body: &[u8]) -> Vec<u8> {
    [format!("{id}.{timestamp}.").as_bytes(), body].concat()
}

fn decoded(text: &str, begin: &str) -> Option<Vec<u8>> {
    BASE64.decode(text.strip_prefix(begin)?.trim()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    const NEW: &str = "k2:BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA";

    fn keys(text: &str) -> Keys {
        Keys::parse(text).unwrap()
    }

    fn now() -> Timestamp {
        Timestamp::from_second(1_795_500_000).unwrap()
    }

    fn is_believed(signer: &Keys, known: &[String], age: i64) -> bool {
        let (id, body) = ("k7m3fxwp-1-handover-partner-tonari", b"{}");
        let at = now().as_second() - age;
        is_sealed_by(known, (id, at, body), &seal(signer, id, at, body), now())
    }

    #[test]
    fn a_message_is_believed_for_five_minutes_of_whoever_is_known() {
        let known = public_keys(&keys(OLD));
        for (age, is) in [
            (0, true),
            (300, true),
            (-300, true),
            (301, false),
            (-301, false),
        ] {
            assert_eq!(is_believed(&keys(OLD), &known, age), is, "{age}");
        }
        assert!(!is_believed(&keys(NEW), &known, 0));
        assert!(!is_believed(&keys(OLD), &[], 0));
    }

    #[test]
    fn keys_are_changed_one_after_the_other_without_a_day_of_silence() {
        let both = keys(&format!("{NEW},{OLD}"));
        let (old, new) = (public_keys(&keys(OLD)), public_keys(&keys(NEW)));
        assert_eq!(public_keys(&both), [new.clone(), old.clone()].concat());
        assert!(is_believed(&both, &old, 0), "who knows the old one only");
        assert!(is_believed(&both, &new, 0), "who has taken the new one");
        assert!(!is_believed(&keys(NEW), &old, 0), "the old one is dropped");
    }

    #[test]
    fn whatever_was_altered_is_not_believed() {
        let (signer, at) = (keys(OLD), now().as_second());
        let known = public_keys(&signer);
        let seal = seal(&signer, "one", at, b"{}");
        let is = |id: &str, at, body: &[u8], seal: &str| {
            is_sealed_by(&known, (id, at, body), seal, now())
        };
        assert!(is("one", at, b"{}", &seal));
        assert!(is("one", at, b"{}", &format!("v1,AAAA {seal}")));
        assert!(!is("two", at, b"{}", &seal));
        assert!(!is("one", at + 1, b"{}", &seal));
        assert!(!is("one", at, b"{ }", &seal));
        for seal in ["", "v1a,", "v1a,AAAA", &seal.replace("v1a,", "v1,")] {
            assert!(!is("one", at, b"{}", seal), "{seal}");
        }
    }
}
