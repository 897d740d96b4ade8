//! Journeys through a real browser, from `/inventory/` to the mail in the director's box.

mod corners;
mod director;
mod employer;
mod estimate;
mod journeys;
mod lost;
mod pages;
mod registration;
mod screens;
mod seminar;
mod seminar_pages;
mod sending;
mod unhappy;
