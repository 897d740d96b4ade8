//! What a test logs, kept apart from the other tests' lines.

use std::cell::RefCell;
use std::sync::Once;

thread_local! {
    static LINES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Keeps apart what each test logs on its own thread. One subscriber serves all tests, because
/// whether a line is wanted at all is remembered for the whole process.
pub struct Log;

impl Log {
    /// Begins to keep lines; does nothing the second time.
    pub fn begin() {
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
        LINES.with_borrow(|bytes| String::from_utf8_lossy(bytes).into_owned())
    }
}

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LINES.with_borrow_mut(|log| log.extend_from_slice(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
