//! Every font that lies in the project has its licence beside it.

use std::path::{Path, PathBuf};

/// Files of fonts below a folder, but for what is built or fetched.
fn fonts(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder of the project");
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.expect("an entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_font = ["ttf", "otf", "ttc", "woff", "woff2"]
            .iter()
            .any(|end| path.extension().is_some_and(|has| has == *end));
        if path.is_dir()
            && !matches!(
                &*name,
                "target" | "node_modules" | ".git" | "public" | "var"
            )
        {
            found.extend(fonts(&path));
        } else if is_font {
            found.push(path);
        }
    }
    found
}

/// Whom a licence names: what stands between its first `Copyright` and the address behind it.
fn holder(licence: &str) -> Option<&str> {
    let (_, rest) = licence.split_once("Copyright ")?;
    let end = rest.find(['(', ',', '\n'])?;
    Some(rest[..end].trim())
}

/// Whether a licence is one under which we may hand fonts on, and is this font's: it names who the font itself says
/// has made it.
fn covers(licence: &str, font: &[u8]) -> bool {
    let Some(holder) = holder(licence) else {
        return false;
    };
    // As the font's table of names is written.
    let written: Vec<u8> = holder.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let named = font.windows(written.len()).any(|part| part == written);
    named && licence.contains("SIL OPEN FONT LICENSE Version 1.1")
}

fn is_covered(font: &Path) -> bool {
    let folder = font.parent().expect("a file is in a folder");
    let beside = std::fs::read_dir(folder).expect("its folder");
    let texts = beside.filter_map(|entry| std::fs::read_to_string(entry.ok()?.path()).ok());
    let font = std::fs::read(font).expect("a font");
    texts.into_iter().any(|text| covers(&text, &font))
}

#[test]
fn every_font_has_its_licence_beside_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let fonts = fonts(&root);
    assert!(fonts.len() >= 4, "{fonts:?}");
    let bare: Vec<_> = fonts.iter().filter(|font| !is_covered(font)).collect();
    assert!(bare.is_empty(), "without a licence of their own: {bare:?}");
}

#[test]
fn a_font_beside_anothers_licence_or_none_is_found() {
    let licence = "Copyright 2022 The Sample Authors (https://example.jp)\n\nSIL OPEN FONT LICENSE Version 1.1\n";
    let font = |holder: &str| -> Vec<u8> {
        let name = format!("Copyright {holder}");
        let name = name.encode_utf16().flat_map(u16::to_be_bytes);
        [0, 1, 0, 0].into_iter().chain(name).collect()
    };
    assert!(covers(licence, &font("2022 The Sample Authors")));
    assert!(!covers(licence, &font("2022 Somebody Else")));
    assert!(!covers("SIL OPEN FONT LICENSE Version 1.1", &font("")));
    let other = licence.replace("SIL OPEN FONT", "All rights reserved");
    assert!(!covers(&other, &font("2022 The Sample Authors")));
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a.ttf");
    std::fs::write(&file, font("2022 The Sample Authors")).expect("a font");
    assert_eq!(fonts(folder.path()), std::slice::from_ref(&file));
    assert!(!is_covered(&file));
    std::fs::write(folder.path().join("OFL.txt"), licence).expect("a licence");
    assert!(is_covered(&file));
}
