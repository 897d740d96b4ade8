//! A town made at a terminal: questions or options, then it is checked, packed and served as it is.

mod started;

use std::collections::BTreeMap;
use std::fs::Permissions;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use store::embedded::Embedded;

use started::start;

const ANSWERS: [(&str, &str); 8] = [
    ("--name", "北山町"),
    ("--reading", "きたやままち"),
    ("--prefecture", "山見県"),
    ("--operator", "北山町しごと窓口"),
    ("--phone", "0123-45-6789"),
    ("--mail", "madoguchi@example.jp"),
    ("--wage", "1050"),
    ("--colour", "grape"),
];

fn kiridashi() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kiridashi"));
    command
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn made(town: &Path) -> Output {
    let options = ANSWERS.iter().flat_map(|(option, answer)| [option, answer]);
    kiridashi()
        .arg("new")
        .arg(town)
        .args(options)
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    let text = [&output.stdout[..], &output.stderr].concat();
    String::from_utf8(text).unwrap()
}

fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// Every file below a folder, by its path, with what it holds.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(files(&path)),
            false => drop(found.insert(path.clone(), std::fs::read(&path).unwrap())),
        }
    }
    found
}

#[test]
fn a_town_made_by_options_is_checked_and_served_and_shows_what_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let town = folder.path().join("kitayama");
    let done = made(&town);
    let told = said(&done);
    assert!(done.status.success() && told.contains("- [ ]"), "{told}");
    let begun = files(&town);
    let checked = kiridashi()
        .arg("check")
        .arg("--town")
        .arg(&town)
        .output()
        .unwrap();
    assert!(checked.status.success(), "{}", said(&checked));
    let refused = said(&made(&town));
    assert!(refused.contains("is not empty"), "{refused}");
    let data = folder.path().join("data");
    let mut serve = kiridashi();
    serve
        .args(["--port", "0", "--town"])
        .arg(&town)
        .arg("--data")
        .arg(&data);
    let (_program, address) = start(&mut serve);
    for path in ["/", "/inventory/", "/director/"] {
        let page = get(&address, path);
        assert!(
            page.starts_with("HTTP/1.1 200") && page.contains("北山町"),
            "{page}"
        );
        assert!(!page.contains("見本町"), "{path}");
    }
    assert_eq!(files(&town), begun, "the software never touches it");
    // The settings that functions read and the pages follow the town's folder.
    let settings = town.join("content/programme.toml");
    let text = std::fs::read_to_string(&settings).unwrap();
    std::fs::write(&settings, text.replace("しごと窓口", "なんでも窓口")).unwrap();
    let follows = |path: &str| get(&address, path).contains("北山町なんでも窓口");
    let looks = 0..20_000;
    assert!(
        looks
            .into_iter()
            .any(|_| follows("/") && follows("/inventory/"))
    );
}

#[test]
fn a_build_leaves_the_town_and_the_software_and_what_somebody_keeps_alone() {
    let folder = tempfile::tempdir().unwrap();
    let town = folder.path().join("kitayama");
    assert!(made(&town).status.success());
    let begun = files(&town);
    let kept = folder.path().join("kept");
    std::fs::create_dir(&kept).unwrap();
    std::fs::write(kept.join("kakei.txt"), "mine").unwrap();
    let build = |out: &Path| {
        let mut build = kiridashi();
        build.arg("build").arg("--town").arg(&town).arg("--out");
        let done = build.arg(out).output().unwrap();
        (done.status.success(), said(&done))
    };
    let refused = [
        town.clone(),
        town.join("content"),
        town.join("site/new"),
        folder.path().to_owned(),
        "content".into(),
        "site/templates".into(),
        "site".into(),
        ".".into(),
        kept.clone(),
    ];
    for out in refused {
        let (is_done, told) = build(&out);
        assert!(!is_done && told.contains("help: name "), "{out:?}: {told}");
        assert!(told.contains("replaced"), "{out:?}: {told}");
    }
    assert_eq!(files(&town), begun);
    assert_eq!(files(&kept).len(), 1);
    let out = folder.path().join("public");
    for _ in 0..2 {
        let (is_done, told) = build(&out);
        assert!(is_done, "{told}");
    }
}

#[test]
fn what_is_not_given_is_asked_and_an_answer_that_cannot_be_ends_it() {
    let folder = tempfile::tempdir().unwrap();
    let ask = |name: &str, answers: &str| {
        let mut asking = kiridashi();
        asking.arg("new").arg(folder.path().join(name));
        let mut asking = asking.spawn().unwrap();
        asking
            .stdin
            .take()
            .unwrap()
            .write_all(answers.as_bytes())
            .unwrap();
        asking.wait_with_output().unwrap()
    };
    let answers: Vec<_> = ANSWERS.iter().map(|(_, answer)| *answer).collect();
    let done = ask("a", &(answers.join("\n") + "\n"));
    let told = said(&done);
    assert!(done.status.success() && told.contains("都道府県"), "{told}");
    let refused = ask("b", "北山\n");
    let told = said(&refused);
    assert!(
        !refused.status.success() && told.contains("市・区・町・村まで書いてください"),
        "{told}"
    );
    assert!(!folder.path().join("b").exists());
}

/// A function's folder, which an archive is made of beside it.
struct Packed {
    folder: tempfile::TempDir,
    lambda: PathBuf,
    texts: PathBuf,
}

impl Packed {
    fn new() -> Packed {
        let folder = tempfile::tempdir().unwrap();
        let lambda = folder.path().join("inventory");
        std::fs::create_dir_all(lambda.join("town")).unwrap();
        let (program, texts) = (lambda.join("bootstrap"), lambda.join("town/texts.json"));
        std::fs::write(&program, [7; 100_000]).unwrap();
        std::fs::write(&texts, "{}").unwrap();
        std::fs::set_permissions(&program, Permissions::from_mode(0o755)).unwrap();
        Packed {
            folder,
            lambda,
            texts,
        }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("inventory.zip")
    }

    fn archive(&self) -> Vec<u8> {
        let zipped = kiridashi().arg("zip").arg(&self.lambda).output().unwrap();
        assert!(zipped.status.success(), "{}", said(&zipped));
        std::fs::read(self.file()).unwrap()
    }
}

#[test]
fn an_archive_holds_a_folder() {
    let packed = Packed::new();
    let mut kept = zip::ZipArchive::new(std::io::Cursor::new(packed.archive())).unwrap();
    let mut found = BTreeMap::new();
    for number in 0..kept.len() {
        let mut one = kept.by_index(number).unwrap();
        let mut bytes = Vec::new();
        one.read_to_end(&mut bytes).unwrap();
        found.insert(
            one.name().unwrap().into_owned(),
            (one.unix_mode().unwrap() & 0o777, bytes),
        );
    }
    let of = |name: &str, mode, bytes: &[u8]| (name.to_owned(), (mode, bytes.to_vec()));
    let whole = [
        of("bootstrap", 0o755, &[7; 100_000]),
        of("town/texts.json", 0o644, b"{}"),
    ];
    assert_eq!(found, whole.into());
    let missing = packed.folder.path().join("office");
    let missing = kiridashi().arg("zip").arg(missing).output().unwrap();
    assert!(!missing.status.success() && said(&missing).contains("the archive of"));
}

#[test]
fn an_archive_changes_with_its_files_alone() {
    let packed = Packed::new();
    let (first, texts, lambda) = (packed.archive(), &packed.texts, &packed.lambda);
    let as_first = |why: &str| assert!(packed.archive() == first, "{why}");
    let otherwise = |why: &str| assert!(packed.archive() != first, "{why} is not seen");
    let written = || {
        std::fs::metadata(packed.file())
            .unwrap()
            .modified()
            .unwrap()
    };
    // Written anew, later, in a place of its own: the same bytes, so that nothing is sent again.
    std::fs::remove_file(texts).unwrap();
    std::fs::write(texts, "{}").unwrap();
    let before = written();
    as_first("the same files");
    assert_eq!(written(), before, "what it holds is packed again");
    std::fs::remove_file(packed.file()).unwrap();
    as_first("the same files, in a place of its own");
    std::fs::write(texts, "[]").unwrap();
    otherwise("another text of the same length");
    std::fs::write(texts, "{}").unwrap();
    as_first("the first again");
    std::fs::set_permissions(texts, Permissions::from_mode(0o755)).unwrap();
    otherwise("that a file may be run");
    std::fs::set_permissions(texts, Permissions::from_mode(0o600)).unwrap();
    as_first("who else may read it");
    std::fs::write(lambda.join("more"), "").unwrap();
    otherwise("a file more");
    std::fs::remove_file(lambda.join("more")).unwrap();
    as_first("a file less");
    std::fs::rename(texts, lambda.join("town/words.json")).unwrap();
    otherwise("another name");
    std::fs::rename(lambda.join("town/words.json"), texts).unwrap();
    std::fs::write(packed.file(), &first[..first.len() / 2]).unwrap();
    as_first("half an archive");
}

#[test]
fn a_pack_holds_the_whole_site_and_what_functions_were_not_compiled_with() {
    let folder = tempfile::tempdir().unwrap();
    let (town, out) = (folder.path().join("kitayama"), folder.path().join("out"));
    made(&town);
    let begun = files(&town);
    let packed = kiridashi()
        .arg("pack")
        .arg(&out)
        .arg("--town")
        .arg(&town)
        .output()
        .unwrap();
    assert!(packed.status.success(), "{}", said(&packed));
    assert_eq!(files(&town), begun);
    let read = |path: &str| std::fs::read_to_string(out.join(path)).unwrap();
    let texts: serde_json::Value = serde_json::from_str(&read("town/texts.json")).unwrap();
    let settings = texts["programme.toml"].as_str().unwrap();
    assert!(settings.contains("北山町"));
    let sample = &texts["seminars/2027-01-20-hajimete.md"];
    assert!(
        sample.is_null()
            && texts
                .as_object()
                .unwrap()
                .contains_key("seminars/2027-01-20-hajimete.md")
    );
    assert_eq!(
        texts.get("wording/problem.toml"),
        None,
        "what is shared is compiled in"
    );
    let site: serde_json::Value = serde_json::from_str(&read("town/site.json")).unwrap();
    assert!(site["config"].as_str().unwrap().contains("北山町"));
    assert!(site["hashes"]["main.css"].is_array());
    assert!(
        read("site/content/faq.md").contains("よくある質問")
            && read("site/sass/_town.scss").contains("#6b2f5e")
    );
    let again = kiridashi()
        .arg("check")
        .arg("--root")
        .arg(out.join("site"))
        .output()
        .unwrap();
    assert!(again.status.success(), "{}", said(&again));
}

#[tokio::test]
async fn what_was_published_is_pulled_into_the_towns_folder_and_nowhere_else() {
    let folder = tempfile::tempdir().unwrap();
    let [town, data] = ["kitayama", "data"].map(|name| folder.path().join(name));
    assert!(made(&town).status.success());
    std::fs::create_dir(&data).unwrap();
    drop(
        Embedded::open(&data.join(kiridashi::DATABASE))
            .await
            .unwrap(),
    );
    let say = |arguments: &[&str]| {
        let mut command = kiridashi();
        command.arg("content").args(arguments);
        command.arg("--town").arg(&town).arg("--data").arg(&data);
        let done = command.output().unwrap();
        assert!(done.status.success(), "{}", said(&done));
        said(&done)
    };
    let publish = || say(&["publish", "--who", "係", "-m", "試し"]);
    assert!(publish().starts_with("version 1 "));
    let file = town.join("content/programme.toml");
    let before = std::fs::read_to_string(&file).unwrap();
    let after = before.replace("しごと窓口", "なんでも窓口");
    std::fs::write(&file, &after).unwrap();
    // A shared page, said otherwise.
    let faq = town.join("content/faq.md");
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/faq.md");
    let words = std::fs::read_to_string(&shared).unwrap();
    let own = words.replace("よくある質問", "よく聞かれること");
    std::fs::write(&faq, &own).unwrap();
    assert!(publish().starts_with("version 2 "));
    // Somebody else's copy of the folder, from before.
    std::fs::write(&file, &before).unwrap();
    std::fs::remove_file(&faq).unwrap();
    std::fs::remove_file(town.join("content/.published")).unwrap();
    let told = say(&["pull"]);
    assert!(told.contains("2 files were brought to version 2"), "{told}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), after);
    assert_eq!(std::fs::read_to_string(&faq).unwrap(), own);
    assert_eq!(std::fs::read_to_string(&shared).unwrap(), words);
    assert!(publish().starts_with("Nothing differs"));
}
