//! The devices on which somebody is signed in: listed, ended one by one or all at once.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{AppendHeaders, IntoResponse};
use paths::DEVICES;
use serde::Serialize;
use store::Device;
use town::texts::SignInTexts;
use web::words::moment;
use web::{AppState, Form, HandlerResult, SignInCookie, Visitor, see_other};

use crate::START;
use crate::list_links::{self, ListLink};

#[derive(Serialize)]
struct DevicesPage {
    heading: String,
    lead: String,
    devices: Vec<ShownDevice>,
    end: String,
    end_all: String,
    lists: Vec<ListLink>,
}

#[derive(Serialize)]
struct ShownDevice {
    id: String,
    title: String,
    facts: String,
}

pub(crate) async fn show(State(state): State<AppState>, visitor: Visitor) -> HandlerResult {
    let signed_in = visitor.member(&state, DEVICES)?;
    let content = state.content.get();
    let texts = &content.texts.sign_in;
    let own = &signed_in.device;
    let devices = state.store.devices(&own.mark, state.now()).await?;
    let page = DevicesPage {
        heading: texts.devices_heading().to_owned(),
        lead: texts.devices_lead(signed_in.names()),
        devices: devices.iter().map(|it| shown(it, own, texts)).collect(),
        end: texts.device_end().to_owned(),
        end_all: texts.devices_end_all().to_owned(),
        lists: list_links::links(signed_in, &content, DEVICES),
    };
    Ok(state.page(StatusCode::OK, "director/devices.html", DEVICES, &page))
}

fn shown(device: &Device, own: &Device, texts: &SignInTexts) -> ShownDevice {
    ShownDevice {
        title: device.platform.told(device.id == own.id, texts),
        facts: texts.device_facts(moment(device.since), moment(device.until)),
        id: device.id.clone(),
    }
}

/// Ends one, or all of them with the codes that were mailed.
pub(crate) async fn end(
    State(state): State<AppState>,
    visitor: Visitor,
    Form(input): Form,
) -> HandlerResult {
    let own = &visitor.member(&state, DEVICES)?.device;
    let id = input.one("device");
    let is_own = match input.one("end") {
        "all" => {
            state.store.end_devices(&own.mark).await?;
            true
        }
        _ => {
            state.store.end_device(&own.mark, id).await?;
            id == own.id
        }
    };
    tracing::info!(is_own, "a sign-in was ended");
    if !is_own {
        return Ok(see_other(DEVICES));
    }
    let cookie = SignInCookie::SignedOut.header(&state);
    let there = see_other(&format!("{START}?ended=1"));
    Ok((AppendHeaders([cookie]), there).into_response())
}
