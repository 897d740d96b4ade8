//! How a mail server is spoken to.

mod answers;

use super::*;

fn refused(url: &str) -> Option<String> {
    Smtp::read(url, None).err().map(|error| error.to_string())
}

#[test]
fn unencrypted_mail_crosses_a_network_only_when_that_is_said_twice() {
    for encrypted in [
        "smtps://user:secret%21@mail.example.jp",
        "smtp://user:secret@mail.example.jp:587?tls=required",
        "smtp://mail.example.jp?tls=none&unencrypted=yes",
        "smtp://mail.example.jp?tls=opportunistic&unencrypted=yes",
        "smtp://127.0.0.1:2525",
        "smtp://localhost",
        "smtp://[::1]:25",
    ] {
        assert_eq!(refused(encrypted), None, "{encrypted}");
    }
    for open in [
        "smtp://user:secret@mail.example.jp",
        "smtp://mail.example.jp:25",
        "smtp://mail.example.jp?tls=none",
        "smtp://mail.example.jp?unencrypted=yes",
        "smtp://mail.example.jp?tls=opportunistic",
        "smtp://127.0.0.1.example.jp",
    ] {
        let error = refused(open).unwrap();
        assert!(
            error.contains("as they are") && !error.contains("secret"),
            "{open}"
        );
    }
    for wrong in [
        "",
        "mail.example.jp",
        "http://mail.example.jp",
        "smtp://?tls=required",
    ] {
        assert!(
            refused(wrong).unwrap().contains("must look like"),
            "{wrong}"
        );
    }
}

#[test]
fn user_and_password_are_read_as_they_are_typed() {
    let url = Url::parse("smtps://noreply%40example.jp:p%3Ass%20w@mail.example.jp").unwrap();
    let wanted = Credentials::new("noreply@example.jp".to_owned(), "p:ss w".to_owned());
    assert_eq!(credentials(&url).unwrap(), Some(wanted));
}
