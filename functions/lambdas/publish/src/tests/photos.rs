//! Photos of texts are put on the shelf with the pages that show them.

use publishing::{PhotoId, PlacedPhoto};

use super::*;

#[tokio::test]
async fn a_photo_lies_on_the_shelf_with_the_page_that_shows_it() {
    let town = Town::new().await;
    let component = "templates/components/picture/photo.html";
    let file = town.root().join(component);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, repository(&format!("site/{component}"))).unwrap();
    let files = vec![(480, b"small".to_vec()), (960, b"large".to_vec())];
    let id = PhotoId::of(files.iter().map(|(_, bytes)| bytes.as_slice()));
    let kept = town
        .store
        .keep_photo(&id, (960, 640), &files, Timestamp::UNIX_EPOCH);
    kept.await.unwrap();
    let photo = PlacedPhoto::component(&id, (960, 640), Some("駅"));
    town.say("faq.md", &format!("+++\n+++\n{photo}\n")).await;
    let outcome = town.publish().await;
    let page = town.read("faq/index.html").await;
    let pages = town
        .shelf_folder()
        .join("pages")
        .join(published(&outcome).as_str());
    for (width, bytes) in files {
        let name = format!("photos/{}", id.file(width));
        assert!(
            page.contains(&format!("https://example.jp/{name}")),
            "{page}"
        );
        assert_eq!(fs::read(pages.join(&name)).unwrap(), bytes);
        let hash = hex::encode(Sha256::digest(&bytes));
        let asset = town.shelf_folder().join("assets");
        let asset = asset.join(&hash[..view::CACHEBUST_DIGITS]).join(&name);
        assert_eq!(
            fs::read(asset).unwrap(),
            bytes,
            "it is kept for pages that are open"
        );
    }
}
