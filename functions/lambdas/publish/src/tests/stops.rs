//! A publication that dies before or after any call to the shelf, for all calls.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Result, bail};
use jiff::Timestamp;

use super::*;

/// When a call is the last.
#[derive(Clone, Copy, Debug)]
enum Death {
    /// Before it does anything.
    Before,
    /// Once it is done, but before that is known.
    After,
}

/// A shelf that answers so many calls and then none.
struct Mortal {
    shelf: FolderShelf,
    left: AtomicUsize,
    death: Death,
}

impl Mortal {
    async fn call<T>(&self, done: impl Future<Output = Result<T>>) -> Result<T> {
        match (self.left.fetch_sub(1, Ordering::Relaxed), self.death) {
            (0, Death::Before) => bail!("died"),
            (0, Death::After) => {
                done.await?;
                bail!("died")
            }
            _ => done.await,
        }
    }
}

impl Shelf for Mortal {
    async fn put(&self, file: &ShelvedFile) -> Result<()> {
        self.call(self.shelf.put(file)).await
    }

    async fn copy(&self, from: &str, to: &str) -> Result<()> {
        self.call(self.shelf.copy(from, to)).await
    }

    async fn list(&self, beginning: &str) -> Result<BTreeMap<String, Timestamp>> {
        self.call(self.shelf.list(beginning)).await
    }

    async fn remove(&self, keys: &[String]) -> Result<()> {
        self.call(self.shelf.remove(keys)).await
    }

    async fn pointer(&self) -> Result<Pointer> {
        self.call(self.shelf.pointer()).await
    }

    async fn point(&self, to: &SiteId, seen: &Pointer) -> Result<PointOutcome> {
        self.call(self.shelf.point(to, seen)).await
    }
}

fn copy(from: &Path, to: &Path) {
    for path in view::files(from).unwrap() {
        let copy = to.join(&path);
        fs::create_dir_all(copy.parent().unwrap()).unwrap();
        fs::copy(from.join(&path), copy).unwrap();
    }
}

#[tokio::test]
async fn whenever_it_dies_everything_is_old_or_everything_is_new_and_the_next_run_makes_it_new() {
    let mut town = Town::new().await;
    town.publish().await;
    let (old, before) = (town.seen().await, town.shelf_folder());
    // Style and texts change together, as a deployment does.
    let style = town.root().join("static/main.css");
    fs::write(style, "body { color: navy }\n").unwrap();
    town.say("faq.md", "+++\n+++\n新しい答え\n").await;
    town.shelf = "tried";
    for death in [Death::Before, Death::After] {
        let mortal = Mortal {
            shelf: town.shelf(),
            left: AtomicUsize::default(),
            death,
        };
        let publication = town.publication(mortal);
        let living = |calls| publication.shelf().left.store(calls, Ordering::Relaxed);
        let (mut calls, mut old_sites, mut new_sites) = (0, 0, 0);
        loop {
            staging::texts::clear(&town.shelf_folder()).unwrap();
            copy(&before, &town.shelf_folder());
            living(calls);
            let is_whole = publication.run().await.is_ok();
            let seen = town.seen().await;
            living(usize::MAX);
            publication.run().await.unwrap();
            let new = town.seen().await;
            assert!(new["faq/index.html"].contains("新しい答え"));
            assert!(seen == old || seen == new, "{death:?} {calls}: {seen:?}");
            old_sites += usize::from(seen == old);
            new_sites += usize::from(seen == new);
            let not_found = fs::read_to_string(town.shelf_folder().join("404.html")).unwrap();
            assert_eq!(not_found, new["404.html"], "{death:?} {calls}");
            if is_whole {
                break;
            }
            calls += 1;
        }
        // At least: the pointer, lists, style, its copy, five pages, two marks, the page for nothing, and the move.
        assert!(calls >= 15, "{calls}");
        assert!(old_sites >= 10 && new_sites >= 2, "{old_sites} {new_sites}");
    }
}
