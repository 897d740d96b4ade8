//! Keeps the Lambda's dispatcher at the version of the texts that is live.

use std::sync::Mutex;

use publishing::{Overlay, TownTexts};
use store::{Lookout, StoreError};
use view::{Folder, SitePatch, SiteSettings, Views};

use crate::{Dispatch, DispatchEvent, DispatchResponse};

/// A dispatcher that looks for a newer version before it works.
pub struct PublishedDispatch {
    lookout: Lookout,
    current: Mutex<Dispatch>,
    town: TownTexts,
    patch: SitePatch,
}

impl PublishedDispatch {
    /// Begins with the content and the templates of that dispatcher.
    pub fn new(dispatch: Dispatch) -> PublishedDispatch {
        PublishedDispatch {
            lookout: Lookout::new(dispatch.store.clone()),
            current: Mutex::new(dispatch),
            town: TownTexts::default(),
            patch: SitePatch::default(),
        }
    }

    /// The same beside a town's own files, with which that dispatcher begins.
    #[must_use]
    pub fn of_town(self, town: TownTexts, patch: SitePatch) -> PublishedDispatch {
        PublishedDispatch {
            town,
            patch,
            ..self
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
        let newer = self
            .lookout
            .take_up(now, |overlay| self.over(&current, overlay));
        let Some(newer) = newer.await else {
            return current;
        };
        *held() = newer.clone();
        newer
    }

    fn over(&self, dispatch: &Dispatch, overlay: &Overlay) -> Result<Dispatch, String> {
        let content = overlay.content(&self.town);
        let content = content.map_err(|error| error.to_string())?;
        let base_url = dispatch.base_url.clone();
        let (site, texts) = (SiteSettings { base_url }, overlay.over_town(&self.town));
        let views = Views::embedded_over(Folder::ALL, site, &self.patch, &texts);
        Ok(Dispatch {
            content: content.into(),
            views: views.map_err(|error| error.to_string())?,
            ..dispatch.clone()
        })
    }
}
