//! Reads a posted form that may have a file with it; whatever is wrong with the file, the rest of the form is there.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use forms::Input;
use multer::{Constraints, Field, Multipart, SizeLimit};
use web::{AppState, Form, LARGEST_FORM, LONGEST_NAME, MOST_VALUES, Problem, typed};

/// As much of a body as is read to keep what was typed, as a multiple of the largest file that is taken.
const ROOM: u64 = 4;

/// A form and the file that came with it.
pub struct Upload {
    /// What was typed.
    pub input: Input,
    /// The file.
    pub file: UploadedFile,
}

/// What came in the file's field.
pub enum UploadedFile {
    /// Nothing.
    None,
    /// A file, whatever it is.
    File(Vec<u8>),
    /// A file that is larger than what is taken.
    TooHeavy,
}

/// Where a form has its file, and how large that may be.
#[derive(Clone, Copy)]
pub struct FileField {
    /// The name of its field.
    pub name: &'static str,
    /// The most bytes.
    pub largest: usize,
}

impl FileField {
    /// Reads the form.
    ///
    /// # Errors
    /// Where no page of ours sent it, or what was typed is too large.
    pub async fn read(self, request: Request, state: &AppState) -> Result<Upload, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        let boundary = kind.and_then(|kind| multer::parse_boundary(kind.to_str().ok()?).ok());
        let Some(boundary) = boundary else {
            let Form(mut input) = Form::from_request(request, state).await?;
            input.0.remove(self.name);
            let file = UploadedFile::None;
            return Ok(Upload { input, file });
        };
        let limit = SizeLimit::new().whole_stream(ROOM * self.largest as u64);
        let limits = Constraints::new().size_limit(limit);
        let body = request.into_body().into_data_stream();
        self.read_parts(Multipart::with_constraints(body, boundary, limits))
            .await
    }

    async fn read_parts(self, mut form: Multipart<'_>) -> Result<Upload, Problem> {
        let mut upload = Upload {
            input: Input::default(),
            file: UploadedFile::None,
        };
        let (mut count, mut room) = (0, LARGEST_FORM);
        while let Some(field) = form.next_field().await.map_err(problem)? {
            let name = field.name().unwrap_or_default().to_owned();
            count += 1;
            if count > MOST_VALUES || name.is_empty() || name.len() > LONGEST_NAME {
                return Err(Problem::BadRequest);
            }
            if name == self.name {
                upload.file = file(field, self.largest).await?;
                continue;
            }
            let value = bytes(field, room).await?.ok_or(Problem::TooLarge)?;
            room -= value.len();
            let values = upload.input.0.entry(name).or_default();
            values.push(typed(&value)?);
        }
        Ok(upload)
    }
}

async fn file(field: Field<'_>, largest: usize) -> Result<UploadedFile, Problem> {
    Ok(match bytes(field, largest).await? {
        None => UploadedFile::TooHeavy,
        Some(file) if file.is_empty() => UploadedFile::None,
        Some(file) => UploadedFile::File(file),
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
