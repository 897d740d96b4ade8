//! What a handler answers, and how it answers early.

use axum::response::{IntoResponse, Response};
use store::StoreError;

use crate::problem::Problem;

/// An answer that ends a request early. Boxed, as it is the rare way out.
pub struct HandlerError(Box<Response>);

/// What a handler answers.
pub type HandlerResult = Result<Response, HandlerError>;

impl IntoResponse for HandlerError {
    fn into_response(self) -> Response {
        *self.0
    }
}

impl From<Response> for HandlerError {
    fn from(response: Response) -> HandlerError {
        HandlerError(Box::new(response))
    }
}

impl From<Problem> for HandlerError {
    fn from(problem: Problem) -> HandlerError {
        problem.into_response().into()
    }
}

impl From<StoreError> for HandlerError {
    fn from(error: StoreError) -> HandlerError {
        Problem::from(error).into()
    }
}
