//! Starts one chromedriver for the test process and ends it with the process.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;

/// Holds the driver's standard input open; the shell ends the driver when the pipe closes.
struct Driver {
    _shell: Child,
    address: String,
}

/// The address of this process's chromedriver, started on first use on a free loopback port.
pub fn address() -> &'static str {
    static DRIVER: OnceLock<Driver> = OnceLock::new();
    &DRIVER.get_or_init(start).address
}

/// How often a driver is started that ends before it tells its port: one that was free a moment ago may be taken.
const TRIES: usize = 5;

fn start() -> Driver {
    let driver = (0..TRIES).find_map(|_| try_start());
    driver.expect("chromedriver (Debian: chromium-driver) starts and tells its port")
}

fn try_start() -> Option<Driver> {
    // The driver alone holds the pipe that is read, so that reading ends when it does.
    let script = "chromedriver --port=0 </dev/null 2>/dev/null & exec >/dev/null; cat; kill $!";
    let mut shell = Command::new("sh")
        .args(["-c", script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("sh starts");
    let output = BufReader::new(shell.stdout.take().expect("stdout is piped"));
    let port = output
        .lines()
        .map_while(Result::ok)
        .find_map(|line| port_in(&line));
    let Some(port) = port else {
        drop(shell.stdin.take());
        let _ = shell.wait();
        return None;
    };
    Some(Driver {
        _shell: shell,
        address: format!("http://127.0.0.1:{port}"),
    })
}

fn port_in(line: &str) -> Option<u16> {
    let (_, tail) = line.split_once("started successfully on port ")?;
    tail.trim_end_matches('.').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::port_in;

    #[test]
    fn the_port_is_read_from_the_drivers_greeting() {
        let line = "ChromeDriver was started successfully on port 37231.";
        assert_eq!(port_in(line), Some(37231));
        assert_eq!(port_in("Starting ChromeDriver"), None);
    }
}
