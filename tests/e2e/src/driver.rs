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

fn start() -> Driver {
    let script = "chromedriver --port=0 </dev/null 2>/dev/null & cat >/dev/null; kill $!";
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
    let port = port.expect("chromedriver (Debian: chromium-driver) starts and tells its port");
    Driver {
        _shell: shell,
        address: format!("http://127.0.0.1:{port}"),
    }
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
