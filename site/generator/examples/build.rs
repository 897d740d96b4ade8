//! Builds a site and nothing else, to measure or compare: `build ROOT OUT`.

use std::path::PathBuf;
use std::process::ExitCode;

use site::{BuildOptions, build};

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(root), Some(out)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: build ROOT OUT");
        return ExitCode::FAILURE;
    };
    match build(&BuildOptions {
        root,
        out,
        base_url: None,
        drafts: false,
    }) {
        Ok(report) => {
            println!("{} pages, {} sections", report.pages, report.sections);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
