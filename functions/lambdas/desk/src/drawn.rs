//! The site as it was drawn last, so that what was just checked need not be drawn once more to be looked at.

use std::sync::{Arc, Mutex};

use generator::DrawnSite;
use jiff::civil::Date;
use publisher::PLACES;
use staging::{Photos, TownFiles};
use town::Sources;

/// Everything that a drawn site depends on but the folder.
#[derive(Clone, PartialEq)]
pub(crate) struct DrawnFrom {
    /// Its texts.
    pub sources: Sources,
    /// How places stand, as the templates read it; `None` where it cannot be said.
    pub places: Option<String>,
    /// The day.
    pub day: Date,
}

impl DrawnFrom {
    /// The files that templates read of it.
    pub fn data(&self) -> Vec<(&str, &str)> {
        let places = self.places.iter();
        places.map(|it| (PLACES, it.as_str())).collect()
    }

    /// What takes the place of the folder's files.
    pub fn files<'a>(
        &'a self,
        photos: &'a Photos,
        data: &'a [(&'a str, &'a str)],
    ) -> TownFiles<'a> {
        TownFiles {
            texts: &self.sources,
            photos,
            data,
        }
    }
}

/// One site; cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct LastDrawn(Arc<Mutex<Option<(DrawnFrom, DrawnSite)>>>);

impl LastDrawn {
    /// Takes the place of what was drawn before.
    pub fn keep(&self, from: DrawnFrom, site: DrawnSite) {
        *self.0.lock().expect("no holder of the lock panics") = Some((from, site));
    }

    /// The page that a file becomes, if the site was drawn last from just this; `None` in it: it becomes none.
    pub fn page(&self, from: &DrawnFrom, source: &str) -> Option<Option<Vec<u8>>> {
        let kept = self.0.lock().expect("no holder of the lock panics");
        let (_, site) = kept.as_ref().filter(|(kept, _)| kept == from)?;
        Some(site.page(source).map(<[u8]>::to_vec))
    }
}
