//! Reads a posted form that may have a photo with it.

use axum::extract::{FromRequest, Request};
use forms::Input;
use photo::LARGEST_UPLOAD;
use upload::{FileField, UploadedFile};
use web::{AppState, Problem};

/// The name of the photo's field.
pub(crate) const PHOTO: &str = "photo";

/// A form and the photo that came with it.
pub(crate) struct PhotoForm {
    /// What was typed.
    pub input: Input,
    /// The photo's file.
    pub photo: UploadedFile,
}

impl FromRequest<AppState> for PhotoForm {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Problem> {
        let field = FileField {
            name: PHOTO,
            largest: LARGEST_UPLOAD,
        };
        let upload = field.read(request, state).await?;
        Ok(PhotoForm {
            input: upload.input,
            photo: upload.file,
        })
    }
}
