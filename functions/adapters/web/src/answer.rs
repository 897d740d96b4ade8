//! What a handler answers, and how it answers early.

use axum::response::{IntoResponse, Response};
use store::StoreError;

use crate::problem::Problem;

/// An answer that ends a request early. Boxed, as it is the rare way out.
pub struct Stop(Box<Response>);

/// What a handler answers.
pub type Answer = Result<Response, Stop>;

impl IntoResponse for Stop {
    fn into_response(self) -> Response {
        *self.0
    }
}

impl From<Response> for Stop {
    fn from(response: Response) -> Stop {
        Stop(Box::new(response))
    }
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Stop {
        problem.into_response().into()
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Stop {
        Problem::from(error).into()
    }
}
