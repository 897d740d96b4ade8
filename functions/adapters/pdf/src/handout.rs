//! The data of the papers for counter, fair and visit: what each says, and the code that leads to its page.

use base::qr_code;
use base::time::japanese;
use handouts::{Handout, Leaflet, Poster, Talk, Worksheet};
use jiff::civil::Date;
use serde_json::Value;
use town::Content;

use crate::data::printable_data;
use crate::world::Template;
use crate::{FileMarks, PdfError, print};

/// The narrowest column of these papers, in ems of its type.
const COLUMN: f32 = 16.0;

/// Prints a paper for counter, fair or visit, whose code leads to the site at `base_url`; `today`: whose amounts it
/// states. The same paper of the same day gives the same bytes.
///
/// # Errors
/// When the template does not compile, or the address is too long for a code; nothing in the content can cause it.
pub fn handout(
    handout: &Handout,
    content: &Content,
    base_url: &str,
    today: Date,
) -> Result<Vec<u8>, PdfError> {
    let (template, said) = match handout {
        Handout::Leaflet(industry) => {
            let leaflet = Leaflet::of(*industry, content, today);
            (Template::Leaflet, serde_json::to_value(leaflet)?)
        }
        Handout::Talk => {
            let talk = Talk::of(content, today);
            (Template::Talk, serde_json::to_value(talk)?)
        }
        Handout::Poster(seminar) => {
            let poster = Poster::of(seminar, content);
            (Template::Poster, serde_json::to_value(poster)?)
        }
        Handout::Worksheet(industry, numbers) => {
            let worksheet = Worksheet::of(*industry, numbers, content);
            (Template::Worksheet, serde_json::to_value(worksheet)?)
        }
    };
    let address = format!("{base_url}{}", handout.path());
    let data = with_code(said, &address, content, today)?;
    let marks = FileMarks {
        ident: format!("kiridashi {}", handout.name()),
        title: handout.title(content),
        author: content.programme.operator.name.clone(),
        description: String::new(),
        dated: today,
    };
    print(template, &data, marks)
}

/// What a paper says, with its code and what stands at its foot.
fn with_code(
    mut said: Value,
    address: &str,
    content: &Content,
    today: Date,
) -> Result<Value, PdfError> {
    let rows = qr_code::rows(address).map_err(PdfError::Code)?;
    let bare = address.split_once("://").map_or(address, |(_, bare)| bare);
    said["link"] = bare.into();
    said["foot"] = content.programme.operator.name.clone().into();
    said["date"] = japanese(today).into();
    let mut data = printable_data(said, COLUMN);
    data["qr"] = serde_json::to_value(rows)?;
    Ok(data)
}
