//! Whom a change of a seminar is told, before it is made.

use std::collections::BTreeSet;

use jiff::Timestamp;
use messages::{Message, Topic};
use town::seminar::Seminar;

use super::{Reach, Roster};

/// A step that tells some of them.
type Telling = fn(&mut Roster, &Seminar, Timestamp) -> Vec<Message>;

/// What is told once a seminar says something else.
const STEPS: [Telling; 3] = [Roster::promote, Roster::announce, Roster::redirect];

impl Roster {
    /// Whom it would tell, and how, that the seminar is like this from now on; it tells nobody.
    pub fn foreseen(&self, seminar: &Seminar, now: Timestamp) -> Reach {
        let mut then = self.clone();
        then.bookings.values_mut().for_each(|it| it.untold = false);
        let mut mailed = BTreeSet::new();
        for step in STEPS {
            loop {
                let before = then.clone();
                let messages = step(&mut then, seminar, now);
                mailed.extend(messages.into_iter().filter_map(registration));
                if then == before {
                    break;
                }
            }
        }
        let by_phone = then.bookings.values().filter(|it| it.untold).count();
        Reach {
            by_mail: mailed.len(),
            by_phone,
            untold: by_phone,
        }
    }
}

fn registration(message: Message) -> Option<String> {
    match message.topic {
        Topic::Seminar { registration, .. } => Some(registration),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::fixture::{early, group, register, seminar};
    use crate::{Application, Attend};

    /// Two who come and one who connects by mail, one who comes and left a phone number, and one who waits.
    fn full() -> (Roster, Seminar) {
        let (mut roster, seminar) = (Roster::default(), seminar(4, 5));
        register(&mut roster, &seminar, "a", 1);
        register(&mut roster, &seminar, "b", 1);
        let online = Application {
            attend: Attend::Online,
            ..group(1)
        };
        roster.register(&seminar, "c", &online, early());
        let phone = Application {
            mail: None,
            phone: base::contact::PhoneNumber::parse("090-0000-0000").ok(),
            ..group(1)
        };
        roster.register_at_office(&seminar, "d", &phone, early());
        register(&mut roster, &seminar, "e", 1);
        roster.redirect(&seminar, early());
        roster.announce(&seminar, early());
        (roster, seminar)
    }

    fn told(of: impl FnOnce(&mut Seminar)) -> (usize, usize) {
        let (roster, mut seminar) = full();
        of(&mut seminar);
        let foreseen = roster.foreseen(&seminar, early());
        assert_eq!(roster, full().0, "nobody is told yet");
        (foreseen.by_mail, foreseen.by_phone)
    }

    #[test]
    fn whoever_a_change_would_reach_is_counted_once_and_nobody_else() {
        let another_room = |it: &mut Seminar| it.venue = "役場（見本）".to_owned();
        let hour = jiff::SignedDuration::from_hours(1);
        assert_eq!(told(|_| ()), (0, 0));
        assert_eq!(told(|it| it.fee = "500円".to_owned()), (0, 0));
        assert_eq!(told(another_room), (2, 1), "those who come");
        let link = "https://meet.example.jp/atarashii-heya";
        assert_eq!(told(|it| it.online_url = Some(link.to_owned())), (1, 0));
        assert_eq!(told(|it| it.end += hour), (4, 1), "all of them");
        assert_eq!(told(|it| it.capacity = 5), (1, 0), "who waited");
        let both = |it: &mut Seminar| {
            it.end += hour;
            another_room(it);
            it.capacity = 5;
        };
        assert_eq!(told(both), (4, 1), "each once");
    }
}
