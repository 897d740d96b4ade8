//! Keeps the Lambda's dispatcher at the version of the texts that is live.

use std::sync::Mutex;

use publishing::Overlay;
use store::{Lookout, StoreError};
use view::{Folder, SiteSettings, Views};

use crate::{Dispatch, DispatchEvent, DispatchResponse};

/// A dispatcher that looks for a newer version before it works.
pub struct PublishedDispatch {
    lookout: Lookout,
    current: Mutex<Dispatch>,
}

impl PublishedDispatch {
    /// Begins with the content and the templates of that dispatcher.
    pub fn new(dispatch: Dispatch) -> PublishedDispatch {
        PublishedDispatch {
            lookout: Lookout::new(dispatch.store.clone()),
            current: Mutex::new(dispatch),
        }
    }

    /// As [`Dispatch::handle`], by what is live now. What cannot be read or used changes nothing.
    ///
    /// # Errors
    /// As [`Dispatch::handle`].
    pub async fn handle(&self, event: DispatchEvent) -> Result<DispatchResponse, StoreError> {
        let dispatch = self.current().await;
        dispatch.handle(event).await
    }

    async fn current(&self) -> Dispatch {
        let held = || self.current.lock().expect("no holder of the lock panics");
        let current = held().clone();
        let now = current.clock.now();
        let newer = self.lookout.take_up(now, |overlay| over(&current, overlay));
        let Some(newer) = newer.await else {
            return current;
        };
        *held() = newer.clone();
        newer
    }
}

fn over(dispatch: &Dispatch, overlay: &Overlay) -> Result<Dispatch, String> {
    let content = overlay.content().map_err(|error| error.to_string())?;
    let base_url = dispatch.base_url.clone();
    let views = Views::embedded_over(Folder::ALL, SiteSettings { base_url }, &overlay.texts);
    Ok(Dispatch {
        content: content.into(),
        views: views.map_err(|error| error.to_string())?,
        ..dispatch.clone()
    })
}
