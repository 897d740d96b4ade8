//! The signing keys of the local program: made once, kept in a file only the owner can read.

use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::{Context, bail};
use base::people::Actor;
use base::time::Random;
use base::token::Keys;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use placements::handover;

/// Reads the keys, making them first if there are none.
///
/// # Errors
/// When the file cannot be read, written or understood.
pub(crate) fn load(path: &Path, random: &dyn Random) -> anyhow::Result<Keys> {
    if !path.exists() {
        make(path, random).with_context(|| format!("cannot write {}", path.display()))?;
    }
    let text =
        std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Keys::parse(text.trim()).with_context(|| {
        let path = path.display();
        format!("{path} is damaged; delete it (links already mailed will stop working)")
    })
}

/// What the system of the partner of that id and we sign with: made from these keys, written as in `SIGNING_KEYS`, or
/// else from this machine's own.
///
/// # Errors
/// When no partner can have that id, or the keys cannot be read or understood.
pub fn partner_secret(
    partner: &str,
    given: Option<&str>,
    data: &Path,
    random: &dyn Random,
) -> anyhow::Result<String> {
    if !Actor::is_id(partner) {
        bail!(
            "{partner} is no partner's id: write the id of [[partners]] in content/programme.toml"
        );
    }
    let keys = match given {
        Some(given) => Keys::parse(given).context("SIGNING_KEYS")?,
        None if data.join("keys").exists() => load(&data.join("keys"), random)?,
        // Keys made just now would be shared with nobody.
        None => bail!(
            "there are no keys in {} yet: start kiridashi once, or set SIGNING_KEYS",
            data.display()
        ),
    };
    Ok(handover::secret(&keys, partner))
}

fn make(path: &Path, random: &dyn Random) -> std::io::Result<()> {
    let mut bytes = [0; 32];
    random.fill(&mut bytes);
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    writeln!(file, "local:{}", URL_SAFE_NO_PAD.encode(bytes))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use base::token::Purpose;
    use jiff::Timestamp;

    use super::*;

    struct Sevens;

    impl Random for Sevens {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(7);
        }
    }

    #[test]
    fn keys_are_made_once_and_private() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("keys");
        let token = |keys: Keys| keys.sign(Purpose::Status, "x", Timestamp::UNIX_EPOCH);
        let first = token(load(&path, &Sevens).unwrap());
        assert_eq!(token(load(&path, &Sevens).unwrap()), first);
        assert_eq!(
            std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }

    #[test]
    fn damaged_keys_say_which_file_to_delete() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("keys");
        std::fs::write(&path, "nonsense").unwrap();
        let error = load(&path, &Sevens).err().unwrap().to_string();
        assert!(error.contains("keys is damaged; delete it"), "{error}");
    }
}
