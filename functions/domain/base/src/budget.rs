//! How much one address or network may do: enough for a full room behind one router, not for a script.

use std::net::IpAddr;

use jiff::SignedDuration;

use crate::token::{Keys, Purpose};

/// How many times something may happen in a span of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Part of the budget's name.
    name: &'static str,
    /// How many times.
    pub limit: u32,
    /// In how long.
    pub window: SignedDuration,
}

/// Registrations from one network. Thirty people in one room on one evening fit, with room for mistakes.
pub const NETWORK: Budget = Budget {
    name: "network",
    limit: 60,
    window: SignedDuration::from_mins(10),
};

/// Mails that a stranger can cause to one address, over all seminars.
pub const ADDRESS: Budget = Budget {
    name: "address",
    limit: 6,
    window: SignedDuration::from_hours(1),
};

/// Office links and visit requests from one network.
pub const OFFICE: Budget = Budget {
    name: "office",
    limit: 10,
    window: SignedDuration::from_hours(1),
};

impl Budget {
    /// The name under which it is spent by an address or network: keyed, so that the store holds neither.
    pub fn of(&self, keys: &Keys, who: &str) -> String {
        let who = keys.pseudonym(Purpose::Budget, &format!("{}/{who}", self.name));
        format!("{}-{who}", self.name)
    }
}

/// The network an address belongs to: itself for IPv4, the first 64 bits for IPv6, where one household
/// may use any address of its network.
pub fn network(ip: IpAddr) -> String {
    match ip.to_canonical() {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => {
            let [a, b, c, d, ..] = ip.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_household_on_ipv6_is_one_network_and_a_mapped_ipv4_is_itself() {
        let net = |ip: &str| network(ip.parse().unwrap());
        assert_eq!(net("2001:db8:1:2:3::4"), net("2001:db8:1:2:ffff::1"));
        assert_ne!(net("2001:db8:1:2::1"), net("2001:db8:1:3::1"));
        assert_eq!(net("::ffff:192.0.2.7"), "192.0.2.7");
        assert_ne!(net("192.0.2.7"), net("192.0.2.8"));
    }

    #[test]
    fn a_budget_is_named_without_telling_whose_it_is() {
        let keys = Keys::parse(&format!("k1:{}", "A".repeat(43))).unwrap();
        let name = ADDRESS.of(&keys, "hanako@example.jp");
        assert!(name.starts_with("address-") && !name.contains("hanako"));
        assert_ne!(name, NETWORK.of(&keys, "hanako@example.jp"));
        assert_ne!(name, ADDRESS.of(&keys, "taro@example.jp"));
    }
}
