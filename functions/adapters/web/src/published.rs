//! Keeps a function's content and templates at the version that is live.

use publishing::{Overlay, TownTexts};
use store::Lookout;
use town::Content;
use view::{Folder, SitePatch, SiteSettings, Views};

use crate::state::AppState;

/// Looks for what was published, before a request is answered.
pub struct PublishedState {
    lookout: Lookout,
    state: AppState,
    folder: Folder,
    town: TownTexts,
    patch: SitePatch,
}

impl PublishedState {
    /// For a function whose templates are in that folder.
    pub fn new(state: AppState, folder: Folder) -> PublishedState {
        let lookout = Lookout::new(state.store.clone());
        PublishedState {
            lookout,
            state,
            folder,
            town: TownTexts::default(),
            patch: SitePatch::default(),
        }
    }

    /// The same for a function beside which a town's own files are.
    #[must_use]
    pub fn of_town(self, town: TownTexts, patch: SitePatch) -> PublishedState {
        PublishedState {
            town,
            patch,
            ..self
        }
    }

    /// Takes up a newer version, if it is time to look and there is one. What cannot be read or used changes nothing.
    pub async fn look(&self) {
        let now = self.state.now();
        let newer = self.lookout.take_up(now, |overlay| self.read(overlay));
        if let Some((content, views)) = newer.await {
            self.state.content.replace(content);
            self.state.views.replace(views);
        }
    }

    fn read(&self, overlay: &Overlay) -> Result<(Content, Views), String> {
        let content = overlay.content(&self.town);
        let content = content.map_err(|error| error.to_string())?;
        let site = SiteSettings {
            base_url: self.state.settings.base_url.clone(),
        };
        let texts = overlay.over_town(&self.town);
        let views = Views::embedded_over(self.folder, site, &self.patch, &texts);
        Ok((content, views.map_err(|error| error.to_string())?))
    }
}
