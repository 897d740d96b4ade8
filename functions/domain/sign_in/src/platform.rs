//! What kind of device a browser runs on, as far as its list of devices needs it.

use serde::{Deserialize, Serialize};
use town::texts::SignInTexts;

/// A kind of device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Platform {
    /// Any with Windows.
    Windows,
    /// A Mac.
    Mac,
    /// An iPhone.
    Iphone,
    /// An iPad.
    Ipad,
    /// Any with Android.
    Android,
    /// Another, or one that does not say.
    Other,
}

impl Platform {
    const ALL: [Platform; 6] = [
        Platform::Iphone,
        Platform::Ipad,
        Platform::Android,
        Platform::Windows,
        Platform::Mac,
        Platform::Other,
    ];

    /// The kind that a browser's `User-Agent` names.
    pub fn of(user_agent: &str) -> Platform {
        let named = |platform: &Platform| match platform {
            Platform::Mac => user_agent.contains("Macintosh"),
            Platform::Other => true,
            platform => user_agent.contains(platform.name()),
        };
        let platform = Platform::ALL.into_iter().find(named);
        platform.unwrap_or(Platform::Other)
    }

    /// The device in words; `is_this`: it is the one that is looking.
    pub fn told(self, is_this: bool, texts: &SignInTexts) -> String {
        let platform = match self {
            Platform::Other => texts.device_unknown(),
            platform => platform.name(),
        };
        match is_this {
            true => texts.device_this(platform),
            false => texts.device_other(platform),
        }
    }

    /// Its name in the table, and of all but the last on the page.
    pub fn name(self) -> &'static str {
        match self {
            Platform::Windows => "Windows",
            Platform::Mac => "Mac",
            Platform::Iphone => "iPhone",
            Platform::Ipad => "iPad",
            Platform::Android => "Android",
            Platform::Other => "",
        }
    }

    /// Reads a name.
    pub fn parse(name: &str) -> Platform {
        let known = Platform::ALL.into_iter().find(|it| it.name() == name);
        known.unwrap_or(Platform::Other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_recognised_by_what_its_browser_says() {
        for (said, platform) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Edg/131.0",
                Platform::Windows,
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605",
                Platform::Mac,
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)",
                Platform::Iphone,
            ),
            (
                "Mozilla/5.0 (Linux; Android 15) Chrome/131",
                Platform::Android,
            ),
            ("curl/8", Platform::Other),
            ("", Platform::Other),
        ] {
            assert_eq!(Platform::of(said), platform, "{said}");
            assert_eq!(Platform::parse(platform.name()), platform);
        }
    }
}
