//! The whole function on the embedded store, with a clock that stands still and seeded randomness.

use std::cell::RefCell;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Once};

use axum::Router;
use domain::content::Content;
use domain::time::{Clock, Random};
use domain::token::Keys;
use jiff::{SignedDuration, Timestamp};
use store::embedded::Embedded;
use view::{SiteSettings, Views};
use web::{AppState, Live, Settings};

use crate::browser::Browser;

/// A Monday morning in Japan.
const NOW: &str = "2026-11-30T00:30:00Z";

/// The function with everything behind it.
pub struct Site {
    pub state: AppState,
    pub clock: Arc<StoppedClock>,
    pub embedded: Embedded,
    router: Router,
}

impl Site {
    /// An empty table, over plain HTTP as on one's own machine.
    pub async fn open() -> Site {
        Site::at("http://127.0.0.1:8787").await
    }

    /// An empty table behind this address.
    pub async fn at(base_url: &str) -> Site {
        Log::begin();
        let embedded = Embedded::memory().await.unwrap();
        let clock = Arc::new(StoppedClock::at(NOW.parse().unwrap()));
        let settings = SiteSettings {
            base_url: base_url.into(),
        };
        let state = AppState {
            store: embedded.store(),
            views: Live::new(Views::embedded_for(crate::TEMPLATES, settings).unwrap()),
            content: Live::new(Content::embedded()),
            clock: clock.clone(),
            random: Arc::new(Seeded::default()),
            keys: Keys::parse("k1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE").unwrap(),
            settings: Arc::new(Settings {
                base_url: base_url.into(),
            }),
        };
        Site {
            router: crate::router(state.clone()),
            state,
            clock,
            embedded,
        }
    }

    /// A browser without cookies.
    pub fn browser(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// Every message written since the last call, as ids.
    pub async fn messages(&self) -> Vec<String> {
        let batch = self.embedded.next_batch().await.unwrap();
        batch
            .records
            .iter()
            .flat_map(store::stream::new_messages)
            .collect()
    }
}

/// Stands still until it is moved.
pub struct StoppedClock(AtomicI64);

impl StoppedClock {
    fn at(now: Timestamp) -> StoppedClock {
        StoppedClock(AtomicI64::new(now.as_second()))
    }

    /// Lets this much time pass.
    pub fn pass(&self, time: SignedDuration) {
        self.0.fetch_add(time.as_secs(), Ordering::Relaxed);
    }
}

impl Clock for StoppedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.0.load(Ordering::Relaxed)).unwrap()
    }
}

/// Different bytes with every call, the same in every run (SplitMix64).
#[derive(Default)]
struct Seeded(AtomicU64);

impl Random for Seeded {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let mut z = self.0.fetch_add(0x9e37_79b9_7f4a_7c15, Ordering::Relaxed);
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            chunk.copy_from_slice(&(z ^ (z >> 31)).to_le_bytes()[..chunk.len()]);
        }
    }
}

thread_local! {
    static LOG: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Keeps apart what each test logs on its own thread. One subscriber serves all tests, because
/// whether a line is wanted at all is remembered for the whole process.
pub struct Log;

impl Log {
    fn begin() {
        static BEGUN: Once = Once::new();
        BEGUN.call_once(|| {
            let lines = tracing_subscriber::fmt()
                .with_ansi(false)
                .with_writer(|| Log);
            lines.init();
        });
    }

    /// Everything this test logged so far.
    pub fn text() -> String {
        LOG.with_borrow(|bytes| String::from_utf8_lossy(bytes).into_owned())
    }
}

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LOG.with_borrow_mut(|log| log.extend_from_slice(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
