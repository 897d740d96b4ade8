//! Journeys through a real browser, from `/inventory/` to the mail in the director's box.

// A journey waits in steps of steps.
#![recursion_limit = "256"]

mod agreement;
mod corners;
mod desk;
mod director;
mod employer;
mod estimate;
mod helped;
mod journeys;
mod lost;
mod new_town;
mod pages;
mod papers;
mod places;
mod registration;
mod screens;
mod seminar;
mod seminar_pages;
mod sending;
mod table;
mod together;
mod unhappy;
