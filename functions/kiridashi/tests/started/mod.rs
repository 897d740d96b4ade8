//! A program that runs until its test ends.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command};

/// A program that ends with the test.
pub struct Started(pub Child);

impl Drop for Started {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts a program whose output is piped, and reads its greeting up to the host and port where it listens.
pub fn start(command: &mut Command) -> (Started, String) {
    let mut program = Started(command.spawn().unwrap());
    let output = BufReader::new(program.0.stdout.as_mut().unwrap());
    let here = output.lines().map_while(Result::ok).find_map(|line| {
        let (_, address) = line.split_once("http://127.0.0.1:")?;
        let port = address.split(|c: char| !c.is_ascii_digit()).next()?;
        Some(format!("127.0.0.1:{port}"))
    });
    (
        program,
        here.expect("the program greets with its addresses"),
    )
}
