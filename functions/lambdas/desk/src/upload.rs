//! Reads a posted form that may have a photo with it; whatever is wrong with the photo, the rest of the form is there.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use forms::Input;
use multer::{Constraints, Field, Multipart, SizeLimit};
use photo::LARGEST_UPLOAD;
use web::{AppState, Form, LARGEST_FORM, LONGEST_NAME, MOST_VALUES, Problem, typed};

/// The name of the photo's field.
pub(crate) const PHOTO: &str = "photo";

/// As much of a body as is read to keep what was typed, however large the photo is.
const LARGEST_BODY: u64 = 4 * LARGEST_UPLOAD as u64;

/// A form and the photo that came with it.
pub(crate) struct Upload {
    /// What was typed.
    pub input: Input,
    /// The photo's file.
    pub photo: UploadedPhoto,
}

/// What came in the photo's field.
pub(crate) enum UploadedPhoto {
    /// Nothing.
    None,
    /// A file, whatever it is.
    File(Vec<u8>),
    /// A file that is larger than what is taken.
    TooHeavy,
}

impl FromRequest<AppState> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let boundary = kind.and_then(|kind| multer::parse_boundary(kind.to_str().ok()?).ok());
        let Some(boundary) = boundary else {
            let Form(mut input) = Form::from_request(request, state).await?;
            input.0.remove(PHOTO);
            let photo = UploadedPhoto::None;
            return Ok(Upload { input, photo });
        };
        let limit = SizeLimit::new().whole_stream(LARGEST_BODY);
        let limits = Constraints::new().size_limit(limit);
        let body = request.into_body().into_data_stream();
        read(Multipart::with_constraints(body, boundary, limits)).await
    }
}

async fn read(mut form: Multipart<'_>) -> Result<Upload, Problem> {
    let mut upload = Upload {
        input: Input::default(),
        photo: UploadedPhoto::None,
    };
    let (mut count, mut room) = (0, LARGEST_FORM);
    while let Some(field) = form.next_field().await.map_err(problem)? {
        let name = field.name().unwrap_or_default().to_owned();
        count += 1;
        if count > MOST_VALUES || name.is_empty() || name.len() > LONGEST_NAME {
            return Err(Problem::BadRequest);
        }
        if name == PHOTO {
            upload.photo = photo(field).await?;
            continue;
        }
        let value = bytes(field, room).await?.ok_or(Problem::TooLarge)?;
        room -= value.len();
        let values = upload.input.0.entry(name).or_default();
        values.push(typed(&value)?);
    }
    Ok(upload)
}

async fn photo(field: Field<'_>) -> Result<UploadedPhoto, Problem> {
    Ok(match bytes(field, LARGEST_UPLOAD).await? {
        None => UploadedPhoto::TooHeavy,
        Some(file) if file.is_empty() => UploadedPhoto::None,
        Some(file) => UploadedPhoto::File(file),
    })
}

/// A field to its end; `None`: there is more of it than that.
async fn bytes(mut field: Field<'_>, most: usize) -> Result<Option<Vec<u8>>, Problem> {
    let mut read = Some(Vec::new());
    while let Some(chunk) = field.chunk().await.map_err(problem)? {
        let chunk: Bytes = chunk;
        read = read.filter(|read: &Vec<u8>| read.len() + chunk.len() <= most);
        if let Some(read) = &mut read {
            read.extend_from_slice(&chunk);
        }
    }
    Ok(read)
}

fn problem(error: multer::Error) -> Problem {
    match error {
        multer::Error::StreamSizeExceeded { .. } => Problem::TooLarge,
        _ => Problem::BadRequest,
    }
}
