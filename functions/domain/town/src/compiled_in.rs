//! The town's texts that were compiled in, deflated.

use std::io::Read;

use flate2::read::DeflateDecoder;

use crate::Sources;

/// Each path below `content/` with its length in bytes, in the order of the texts.
const SOURCES: &[(&str, usize)] = include!(concat!(env!("OUT_DIR"), "/sources.rs"));

const DEFLATED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/sources.deflated"));

/// Every text by its path.
pub(crate) fn sources() -> Sources {
    let mut texts = String::new();
    let read = DeflateDecoder::new(DEFLATED).read_to_string(&mut texts);
    read.expect("the build has deflated them");
    let mut rest = texts.as_str();
    let sources = SOURCES.iter().map(|(path, length)| {
        let (text, others) = rest.split_at(*length);
        rest = others;
        ((*path).to_owned(), text.to_owned())
    });
    sources.collect()
}
