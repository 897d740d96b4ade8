//! The pages of directors, the office, the partner, and the employer who is asked: rules come from `placements`; no rule of its own.

mod acts;
mod all_heads;
mod answer;
mod banner;
mod book_words;
mod books;
mod callback;
mod case;
mod case_employer;
mod choices;
mod commands;
mod consent;
mod devices;
mod exchange;
mod figures;
mod forms;
mod given;
mod handing;
mod hands;
mod heard;
mod history;
mod late_answer;
mod list_cards;
mod list_links;
mod list_page;
mod lists;
mod opening;
mod order;
mod papers;
mod partner;
mod people;
mod quote;
mod repeat;
mod replies;
mod reported;
mod sendings;
mod session;
mod settled;
mod sign_in_pages;
mod stages;
mod stale;
mod start;
mod together;
mod work;
mod work_ending;
mod work_notices;
mod work_page;
mod work_versions;

use ::forms::fields;
use axum::Router;
use axum::routing::{get, post};
use paths::{
    AGAIN, ANSWER, CODE, CONSENT, DECIDE, DEVICES, DIRECTOR as START, FIGURES, HOME, OFFICE,
    OPENING, ORDER, PAPERS, PARTNER, QUOTE, WORK,
};
use placements::exchange::Introduction;
use web::{AppState, see_other};

/// The pages of placements, lists, figures, notices of jobs and signing in: everything under `/director` that is not of
/// orders or books.
pub fn router(state: AppState) -> Router {
    web::serve(placement_pages().merge(recruit_pages()), state)
}

/// The pages of orders and quotes.
pub fn order_router(state: AppState) -> Router {
    web::serve(order_pages(), state)
}

/// The books by month, papers over several jobs, the search for papers, and the workers' own pages.
pub fn book_router(state: AppState) -> Router {
    web::serve(book_pages().merge(own_pages()), state)
}

/// All of these pages in one process.
pub fn whole_router(state: AppState) -> Router {
    let pages = placement_pages().merge(recruit_pages());
    let pages = pages.merge(order_pages());
    web::serve(pages.merge(book_pages()).merge(own_pages()), state)
}

fn placement_pages() -> Router<AppState> {
    Router::new()
        .route("/director", get(async || see_other(START)))
        .route(START, get(start::show).post(start::take))
        .route(
            CODE,
            get(sign_in_pages::show_code).post(sign_in_pages::take_code),
        )
        .route(
            AGAIN,
            get(sign_in_pages::show_again).post(sign_in_pages::send_again),
        )
        .route(DEVICES, get(devices::show).post(devices::end))
        .route(DECIDE, get(case::show))
        .route("/director/accept", post(commands::accept))
        .route("/director/decline", post(commands::decline))
        .route("/director/ask", post(commands::ask))
        .route("/director/handover", post(commands::hand_over))
        .route("/director/advance", post(commands::advance))
        .route("/director/correct", post(commands::correct))
        .route("/director/end", post(commands::end))
        .route("/director/reassign", post(commands::reassign))
        .route(HOME, get(list_page::home))
        .route(OFFICE, get(list_page::office))
        .route(FIGURES, get(figures::show))
        .route("/director/office/figures.csv", get(figures::figures_csv))
        .route("/director/office/ledger.csv", get(figures::ledger_csv))
        .route("/director/office/ledger.json", get(figures::ledger_json))
        .route(ANSWER, get(answer::ask).post(answer::take))
        .route(CONSENT, get(consent::ask).post(consent::take))
        .route(QUOTE, get(quote::show).post(quote::take))
        .route(PARTNER, get(partner::show).post(callback::take))
        .route(Introduction::PATH, get(exchange::card))
        .route("/director/partner/answer", post(partner::answer))
}

/// Each of these paths needs its route to this function in `infra/template.yaml`.
fn order_pages() -> Router<AppState> {
    Router::new()
        .route(ORDER, get(order::show).post(order::prepare))
        .route("/director/order/settle", post(order::settle))
        .route("/director/order/issue", post(order::issue))
        .merge(workers())
        .route(
            repeat::AGAIN_FORM,
            get(order::show_again).post(order::take_again),
        )
        .route(
            order::QUOTE_FORM,
            get(order::show_quote).post(order::prepare_quote),
        )
        .route("/director/order/quote/send", post(order::send_quote))
        .route("/director/order/quote/record", post(order::record_quote))
}

/// Notices of jobs, as [`order_pages`] but for the function of placements, which has the room.
fn recruit_pages() -> Router<AppState> {
    Router::new()
        .route(
            order::RECRUIT,
            get(order::show_recruit).post(order::open_recruit),
        )
        .route("/director/order/recruit/close", post(order::close_recruit))
        .route("/director/order/recruit/take", post(order::take_applicant))
}

/// As [`order_pages`], of what is written about money.
fn book_pages() -> Router<AppState> {
    Router::new()
        .route(books::BOOKS, get(books::show).post(books::record))
        .route(PAPERS, get(papers::show))
        .route(papers::TABLE, get(papers::table))
}

/// As [`order_pages`], of what a worker reads and says, and of whoever would like to be one.
fn own_pages() -> Router<AppState> {
    Router::new()
        .route(OPENING, get(opening::show).post(opening::take))
        .route(WORK, get(work::show))
        .route("/work/received", post(work::receive))
        .route("/work/delivered", post(work::deliver))
        .route("/work/paper", post(work::want_paper))
        .route("/work/trouble", post(work::trouble))
        .route("/work/reason", post(work::ask_reason))
        .route("/work/notice", post(work::answer))
}

/// What one worker did, where it is entered for them.
fn workers() -> Router<AppState> {
    Router::new()
        .route(order::WORKER, get(order::show_worker))
        .route("/director/order/received", post(order::receive))
        .route("/director/order/delivered", post(order::deliver))
        .route("/director/order/paper", post(order::give_paper))
        .route("/director/order/notice", post(order::answer_notice))
        .route(
            order::ENDING,
            get(order::show_ending).post(order::take_ending),
        )
        .route("/director/order/ending/reason", post(order::give_reason))
}
