//! The one page this Lambda answers: an employer's drafted sheets as PDF, because only here typst is linked.

use std::sync::Arc;

use aws_lambda_events::apigw::{ApiGatewayV2httpRequest, ApiGatewayV2httpResponse};
use aws_lambda_events::encodings::Body;
use axum::Router;
use axum::body::to_bytes;
use axum::http::header::SET_COOKIE;
use lambda_http::Request;
use lambda_http::request::LambdaRequest;
use serde::{Deserialize, Serialize};
use store::ambient::OsRandom;
use tower::ServiceExt;
use web::{AppState, Live, Settings};

use crate::deliver::Dispatch;
use crate::event::{Answer, Event};

/// More than Lambda passes on.
const LARGEST: usize = 6 * 1024 * 1024;

/// What wakes this Lambda.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Woken {
    /// Something is to be delivered.
    Deliver(Box<Event>),
    /// API Gateway passes on that somebody asks for the file.
    Page(Box<ApiGatewayV2httpRequest>),
}

/// What it answers.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Reply {
    /// What became of the messages.
    Delivered(Answer),
    /// The file, or the page that says why there is none.
    Page(Box<ApiGatewayV2httpResponse>),
}

/// Answers for the file's address.
#[derive(Clone)]
pub struct Printer(Router);

impl Printer {
    /// A printer with the parts that delivering has too.
    pub fn new(parts: &Dispatch) -> Printer {
        let state = AppState {
            store: parts.store.clone(),
            views: Live::new(parts.views.clone()),
            content: parts.content.clone().into(),
            clock: parts.clock.clone(),
            random: Arc::new(OsRandom),
            keys: parts.keys.clone(),
            settings: Arc::new(Settings {
                base_url: parts.base_url.clone(),
            }),
        };
        let print: inventory::Print = |specs, imprint| Ok(pdf::render(specs, imprint)?);
        Printer(inventory::printing(state, print))
    }

    /// Answers one request.
    ///
    /// # Errors
    /// When the answer breaks off or is larger than Lambda passes on.
    pub async fn answer(
        &self,
        request: ApiGatewayV2httpRequest,
    ) -> Result<ApiGatewayV2httpResponse, axum::Error> {
        let request = Request::from(LambdaRequest::ApiGatewayV2(request));
        let Ok(response) = self.0.clone().oneshot(request.map(bytes)).await;
        let (parts, body) = response.into_parts();
        let mut answer = ApiGatewayV2httpResponse::default();
        answer.status_code = parts.status.as_u16().into();
        answer.headers = parts.headers;
        // The gateway takes cookies beside the headers.
        answer.cookies = answer
            .headers
            .get_all(SET_COOKIE)
            .iter()
            .filter_map(|cookie| cookie.to_str().ok().map(str::to_owned))
            .collect();
        answer.headers.remove(SET_COOKIE);
        answer.body = Some(Body::Binary(to_bytes(body, LARGEST).await?.into()));
        answer.is_base64_encoded = true;
        Ok(answer)
    }
}

fn bytes(body: Body) -> axum::body::Body {
    axum::body::Body::from(body.to_vec())
}
