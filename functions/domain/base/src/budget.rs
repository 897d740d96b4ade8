//! How often something may be caused: by one network, for one address, and by everybody together. Enough for a
//! full room behind one router, not for a script.

use std::net::{IpAddr, Ipv6Addr};

use jiff::SignedDuration;

use crate::contact::EmailAddress;
use crate::token::{Keys, Purpose};

/// So many times in a span of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// How many times.
    pub times: u32,
    /// In how long. Spans follow each other without overlap.
    pub window: SignedDuration,
}

impl Limit {
    const fn hourly(times: u32) -> Limit {
        Limit {
            times,
            window: SignedDuration::from_hours(1),
        }
    }
}

/// How often one thing may be caused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Part of the names under which it is counted.
    name: &'static str,
    /// From one network; from the wider network around it [`WIDER`] times as often.
    pub network: Limit,
    /// Mails to one address asked for from one network. From all networks together, [`ADDRESS`] holds, whatever
    /// the mails say: a stranger elsewhere does not use up what the owner of an address may ask for.
    pub address: Option<Limit>,
    /// By everybody: more than on the best day there ever was. Reaching it is worth an alarm.
    pub ceiling: Limit,
}

/// How much more the 48 bits of an IPv6 address may do than one of its networks of 64 bits: a provider gives
/// one customer as much, or a whole building.
const WIDER: u32 = 4;

/// Mails to one address from all networks together.
const ADDRESS: Limit = Limit::hourly(12);

/// Registrations for seminars. Thirty people in one room on one evening fit, with room for mistakes.
pub const REGISTRATION: Budget = Budget {
    name: "registration",
    network: Limit {
        times: 60,
        window: SignedDuration::from_mins(10),
    },
    address: Some(Limit::hourly(6)),
    ceiling: Limit::hourly(300),
};

/// Inventories begun; a workshop is thirty people, some of whom begin again.
pub const DRAFT: Budget = Budget {
    name: "draft",
    network: Limit {
        times: 60,
        window: SignedDuration::from_mins(10),
    },
    address: None,
    ceiling: Limit::hourly(600),
};

/// Inventories sent: each is a mail to its employer, to directors and to the office.
pub const SENDING: Budget = Budget {
    name: "sending",
    network: Limit::hourly(40),
    address: Some(Limit::hourly(3)),
    ceiling: Limit::hourly(120),
};

/// Minds changed about what the office wrote: each is a mail to the employer, to directors and to the office.
pub const AGREEMENT: Budget = Budget {
    name: "agreement",
    network: Limit::hourly(20),
    address: Some(Limit::hourly(6)),
    ceiling: Limit::hourly(60),
};

/// Links that continue a draft elsewhere.
pub const DRAFT_LINK: Budget = Budget {
    name: "draft-link",
    network: Limit {
        times: 60,
        window: SignedDuration::from_mins(10),
    },
    address: Some(Limit::hourly(6)),
    ceiling: Limit::hourly(300),
};

/// Codes typed to join a draft; a workshop where everybody mistypes once is one network.
pub const JOIN: Budget = Budget {
    name: "join",
    network: Limit {
        times: 60,
        window: SignedDuration::from_mins(10),
    },
    address: None,
    ceiling: Limit::hourly(300),
};

/// Codes to sign in; a town hall is one network.
pub const SIGN_IN: Budget = Budget {
    name: "sign-in",
    network: Limit::hourly(20),
    address: Some(Limit::hourly(6)),
    ceiling: Limit::hourly(120),
};

/// Requests to be visited.
pub const VISIT: Budget = Budget {
    name: "visit",
    network: Limit::hourly(10),
    address: Some(Limit::hourly(3)),
    ceiling: Limit::hourly(40),
};

/// Answers to the notice of a job.
pub const APPLICANT: Budget = Budget {
    name: "applicant",
    network: Limit::hourly(10),
    address: Some(Limit::hourly(3)),
    ceiling: Limit::hourly(60),
};

/// What a count is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Mails to one address.
    Address,
    /// What one network does.
    Network,
    /// What everybody does.
    Everybody,
}

/// One count that a request adds to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counter {
    /// Its name: keyed where it would be personal, so that the store contains neither address nor network.
    pub name: String,
    /// How far it may go.
    pub limit: Limit,
    /// What it is about.
    pub scope: Scope,
}

impl Counter {
    /// What one partner of that id may hand to us, new sheets and next versions: each is a mail to a director.
    pub fn of_partner(id: &str) -> Counter {
        Counter {
            name: format!("partner-{id}"),
            limit: Limit::hourly(60),
            scope: Scope::Network,
        }
    }
}

impl Budget {
    /// Part of the names under which it is counted; fit for a log.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The counts that one request adds to, in order. The one of everybody comes last, so that nobody uses it
    /// up who has used up their own.
    pub fn counters(
        &self,
        keys: &Keys,
        network: &Network,
        address: Option<&EmailAddress>,
    ) -> Vec<Counter> {
        let counter = |scope, name: &str, who: &str, limit| Counter {
            name: format!(
                "{name}-{}",
                keys.pseudonym(Purpose::Budget, &format!("{name}/{who}"))
            ),
            limit,
            scope,
        };
        let mut counters = Vec::new();
        if let (Some(limit), Some(address)) = (self.address, address) {
            let mailbox = address.mailbox();
            let pair = format!("{} {mailbox}", network.own);
            let to = format!("{}-address", self.name);
            counters.push(counter(Scope::Address, &to, &pair, limit));
            counters.push(counter(Scope::Address, "address", &mailbox, ADDRESS));
        }
        counters.push(counter(
            Scope::Network,
            self.name,
            &network.own,
            self.network,
        ));
        if let Some(wider) = &network.wider {
            let limit = Limit {
                times: WIDER * self.network.times,
                ..self.network
            };
            counters.push(counter(Scope::Network, self.name, wider, limit));
        }
        counters.push(Counter {
            name: format!("{}-everybody", self.name),
            limit: self.ceiling,
            scope: Scope::Everybody,
        });
        counters
    }
}

/// A network that requests come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    /// The address itself for IPv4; the first 64 bits for IPv6, where one household may use any address of them.
    pub own: String,
    /// For IPv6 the first 48 bits: one customer of a provider may have all networks within.
    pub wider: Option<String>,
}

impl Network {
    /// The network of an address.
    pub fn of(ip: IpAddr) -> Network {
        let first = |ip: Ipv6Addr, bits: u32| {
            let network = ip.to_bits() & !(u128::MAX >> bits);
            format!("{}/{bits}", Ipv6Addr::from_bits(network))
        };
        match ip.to_canonical() {
            IpAddr::V4(ip) => Network {
                own: ip.to_string(),
                wider: None,
            },
            IpAddr::V6(ip) => Network {
                own: first(ip, 64),
                wider: Some(first(ip, 48)),
            },
        }
    }

    /// All requests of which nobody knows where they come from.
    pub fn unknown() -> Network {
        Network {
            own: "unknown".to_owned(),
            wider: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Keys {
        Keys::parse(&format!("k1:{}", "A".repeat(43))).unwrap()
    }

    fn net(ip: &str) -> Network {
        Network::of(ip.parse().unwrap())
    }

    fn mail(address: &str) -> EmailAddress {
        EmailAddress::parse(address).unwrap()
    }

    fn names(budget: &Budget, ip: &str, address: &str) -> Vec<String> {
        let counters = budget.counters(&keys(), &net(ip), Some(&mail(address)));
        counters.into_iter().map(|counter| counter.name).collect()
    }

    #[test]
    fn a_household_on_ipv6_is_one_network_and_a_mapped_ipv4_is_itself() {
        assert_eq!(net("2001:db8:1:2:3::4"), net("2001:db8:1:2:ffff::1"));
        let (one, other) = (net("2001:db8:1:2::1"), net("2001:db8:1:3::1"));
        assert_ne!(one.own, other.own);
        assert_eq!(one.own, "2001:db8:1:2::/64");
        assert_eq!(one.wider, other.wider);
        assert_eq!(one.wider.as_deref(), Some("2001:db8:1::/48"));
        assert_ne!(one.wider, net("2001:db8:2:2::1").wider);
        assert_eq!(net("::ffff:192.0.2.7").own, "192.0.2.7");
        assert_eq!(net("192.0.2.7").wider, None);
    }

    #[test]
    fn a_count_is_named_without_telling_whose_it_is() {
        let all = names(&REGISTRATION, "2001:db8:1:2::1", "hanako@example.jp");
        assert_eq!(all.len(), 5);
        for name in &all {
            assert!(!name.contains("hanako") && !name.contains("2001"), "{name}");
        }
    }

    #[test]
    fn variants_of_an_address_share_its_counts() {
        let one = names(&VISIT, "192.0.2.7", "hanako.mihon@example.jp");
        for variant in [
            "hanako.mihon+1@example.jp",
            "Hanakomihon@Example.jp",
            "h.anakomihon+@example.jp",
        ] {
            assert_eq!(names(&VISIT, "192.0.2.7", variant), one, "{variant}");
        }
        let other = names(&VISIT, "192.0.2.7", "taro@example.jp");
        assert!(one[..2].iter().all(|name| !other.contains(name)));
    }

    #[test]
    fn strangers_elsewhere_share_only_the_address_as_a_whole() {
        let owner = names(&VISIT, "192.0.2.7", "hanako@example.jp");
        let stranger = names(&VISIT, "198.51.100.1", "hanako@example.jp");
        let shared: Vec<_> = owner
            .iter()
            .filter(|name| stranger.contains(name))
            .collect();
        assert_eq!(shared, [&owner[1], &owner[3]]);
        assert!(ADDRESS.times > VISIT.address.unwrap().times);
    }
}
