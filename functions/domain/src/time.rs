//! Time is passed in: the clock's port, Asia/Tokyo dates, and the law's due dates.

use jiff::Timestamp;
use jiff::civil::Date;

/// Tells the time. The only implementation that reads the real clock is `store::ambient::SystemClock`.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
}

/// Gives random bytes. The only real implementation is `store::ambient::OsRandom`.
pub trait Random: Send + Sync {
    /// Fills the buffer.
    fn fill(&self, bytes: &mut [u8]);
}

/// The calendar date in Japan (UTC+9, no daylight saving).
pub fn japan_date(_at: Timestamp) -> Date {
    todo!()
}
