//! Publishing from the command line: what differs goes live after the check, versions are listed and taken back, and
//! neither folder nor published texts ever overwrite the other.

mod started;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use store::embedded::Embedded;

use started::Started;

const WORDS: &str = "wording/problem.toml";
const RATES: &str = "programme.toml";
const TITLE: &str = "ページが見つかりません";

/// A copy of the town, as somebody has it who works on it.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Folder {
        let folder = tempfile::tempdir().unwrap();
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../site");
        for part in [
            "config.toml",
            "content",
            "data",
            "sass",
            "static",
            "templates",
        ] {
            copy(&from.join(part), &folder.path().join(part));
        }
        // As in the repository: the same file in both places.
        for (link, to) in [
            (RATES, "../data/programme.toml"),
            ("inventory/tasks.toml", "../../data/tasks.toml"),
        ] {
            let link = folder.path().join("content").join(link);
            fs::remove_file(&link).unwrap();
            std::os::unix::fs::symlink(to, link).unwrap();
        }
        Folder(folder)
    }

    fn file(&self, path: &str) -> PathBuf {
        self.0.path().join("content").join(path)
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.file(path)).unwrap()
    }

    fn change(&self, path: &str, from: &str, to: &str) {
        let text = self.text(path);
        assert!(text.contains(from), "{path} has no {from}");
        fs::write(self.file(path), text.replace(from, to)).unwrap();
    }

    /// What the command says, and whether it succeeded.
    fn say(&self, data: &Path, arguments: &[&str]) -> (bool, String) {
        let ended = Command::new(env!("CARGO_BIN_EXE_kiridashi"))
            .arg("content")
            .args(arguments)
            .arg("--data")
            .arg(data)
            .args((arguments[0] != "history" && arguments[0] != "show").then_some("--root"))
            .args((arguments[0] != "history" && arguments[0] != "show").then_some(self.0.path()))
            .env("USER", "mihon")
            .output()
            .unwrap();
        let said = [ended.stdout, ended.stderr].concat();
        (ended.status.success(), String::from_utf8(said).unwrap())
    }

    fn done(&self, data: &Path, arguments: &[&str]) -> String {
        let (is_done, said) = self.say(data, arguments);
        assert!(is_done, "{arguments:?}: {said}");
        said
    }

    fn refused(&self, data: &Path, arguments: &[&str]) -> String {
        let (is_done, said) = self.say(data, arguments);
        assert!(!is_done, "{arguments:?}: {said}");
        assert!(said.contains("kiridashi: "), "{said}");
        said
    }
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::copy(from, to).unwrap();
    }
}

async fn database() -> tempfile::TempDir {
    let data = tempfile::tempdir().unwrap();
    Embedded::open(&data.path().join(kiridashi::DATABASE))
        .await
        .unwrap();
    data
}

/// Runs the program over that folder; where it listens.
fn start(folder: &Folder, data: &Path) -> (Started, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_kiridashi"));
    program
        .args(["--port", "0", "--root"])
        .arg(folder.0.path())
        .arg("--data")
        .arg(data)
        .stdout(Stdio::piped());
    started::start(&mut program)
}

/// Asks for a path and reads the answer up to what it should hold.
fn ask(address: &str, path: &str) -> BufReader<TcpStream> {
    let mut stream = TcpStream::connect(address).unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    BufReader::new(stream)
}

fn get(address: &str, path: &str) -> String {
    let mut answer = String::new();
    ask(address, path).read_to_string(&mut answer).unwrap();
    answer
}

/// Listens for the next time that pages are built again; call what is returned to wait for it.
fn rebuilt(address: &str) -> impl FnMut() {
    let mut events = ask(address, "/_reload");
    let mut line = String::new();
    // The headers have come: from here on nothing is missed.
    while line != "\r\n" {
        line.clear();
        assert_ne!(events.read_line(&mut line).unwrap(), 0, "it answers");
    }
    let mut lines = events.lines().map_while(Result::ok);
    move || {
        let told = lines.any(|line| line.contains("event: rebuilt"));
        assert!(told, "the program ended");
    }
}

#[tokio::test]
async fn what_was_published_shows_on_pages_and_functions_and_an_edit_of_a_file_shows_as_it_is() {
    let (mine, served) = (Folder::new(), Folder::new());
    let data = database().await;
    let data = data.path();
    mine.done(data, &["publish", "-m", "初回"]);
    let (program, address) = start(&served, data);
    let shown = |function: &str, page: &str| {
        let (at_function, on_page) = (get(&address, "/inventory/none"), get(&address, "/faq/"));
        assert!(at_function.contains(function), "{function}: {at_function}");
        assert!(on_page.contains(page), "{page}: {on_page}");
    };
    let question = "見本の問い";
    assert!(!get(&address, "/faq/").contains(question));
    mine.change(WORDS, TITLE, "公開した言葉");
    let faq = mine.text("faq.md");
    fs::write(mine.file("faq.md"), faq + "\n\n## 見本の問い\n\nこたえ\n").unwrap();
    let seminar = mine.text("seminars/2027-03-10-soudan-yado.md");
    let seminar = seminar.replace("相談会（宿泊・飲食）", "増やした相談会");
    fs::write(mine.file("seminars/2027-03-10-mihon.md"), seminar).unwrap();
    let mut wait = rebuilt(&address);
    mine.done(data, &["publish", "-m", "言葉と質問とセミナー"]);
    wait();
    shown("公開した言葉", question);
    // A seminar is on its page, in the list, the calendar and the form at once.
    for path in [
        "/seminars/2027-03-10-mihon/",
        "/seminars/",
        "/registration/2027-03-10-mihon",
    ] {
        let page = get(&address, path);
        assert!(page.contains("増やした相談会"), "{path}: {page}");
    }
    assert!(get(&address, "/seminars/calendar.ics").contains("2027-03-10-mihon"));
    // Neither did the folder change, nor does it hide what is saved in it.
    assert!(served.text(WORDS).contains(TITLE));
    let mut wait = rebuilt(&address);
    served.change(WORDS, TITLE, "手元の言葉");
    wait();
    shown("手元の言葉", question);
    // Started again, it shows the same.
    drop(program);
    let (_program, address) = start(&served, data);
    assert!(get(&address, "/inventory/none").contains("手元の言葉"));
    assert!(get(&address, "/faq/").contains(question));
}

#[tokio::test]
async fn pages_tell_how_places_stand_from_the_start_and_once_a_deadline_is_over() {
    let (mine, data) = (Folder::new(), database().await);
    let data = data.path();
    // A year with the same days of the week, far from whenever this is tested.
    let (file, page) = (
        "seminars/2083-01-20-mihon.md",
        "/seminars/2083-01-20-mihon/",
    );
    let seminar = mine.text("seminars/2027-01-20-hajimete.md");
    fs::write(mine.file(file), seminar.replace("2027", "2083")).unwrap();
    let (_program, address) = start(&mine, data);
    assert!(get(&address, page).contains("tag-pine\">受付中</span>"));
    let mut wait = rebuilt(&address);
    mine.change(file, "deadline = 2083", "deadline = 2023");
    while !get(&address, page).contains(">しめ切り</span>") {
        wait();
    }
}

/// Somebody's copy after the words were changed in versions 2 and 3.
async fn published_twice() -> (Folder, tempfile::TempDir) {
    let (mine, data) = (Folder::new(), database().await);
    mine.done(data.path(), &["publish", "-m", "初回"]);
    mine.change(WORDS, TITLE, "一つめの言葉");
    mine.done(data.path(), &["publish", "-m", "言葉を直した"]);
    mine.change(WORDS, "一つめの言葉", "二つめの言葉");
    let more = ["publish", "-m", "もう一度", "--who", "課の係"];
    mine.done(data.path(), &more);
    (mine, data)
}

#[tokio::test]
async fn what_differs_is_published_after_the_check_and_listed() {
    let (mine, data) = (Folder::new(), database().await);
    let data = data.path();
    let first = mine.done(data, &["publish", "-m", "初回", "--who", "窓口の係"]);
    assert!(
        first.starts_with("version 1 ") && first.contains("窓口の係: 初回"),
        "{first}"
    );
    assert_eq!(
        mine.done(data, &["publish", "-m", "何も"]),
        "Nothing differs from what is published.\n"
    );

    // Nobody put anything together where nothing was changed on both sides.
    let said = mine.refused(data, &["publish", "-m", "合わせた", "--merged", "1"]);
    assert!(said.contains("nothing was changed on both sides"), "{said}");
    let said = mine.refused(data, &["pull", "--merged", "9"]);
    assert!(said.contains("version 1 is live"), "{said}");

    // What the check refuses is refused with the same words, and nothing is published.
    mine.change(WORDS, "not_found_title", "not_fuond_title");
    let refused = mine.refused(data, &["publish", "-m", "まちがい"]);
    assert!(
        refused.contains("content/wording/problem.toml:"),
        "{refused}"
    );
    assert!(refused.contains("not_fuond_title"), "{refused}");
    mine.change(WORDS, "not_fuond_title", "not_found_title");

    let (mine, data) = published_twice().await;
    let data = data.path();
    let listed = mine.done(data, &["history"]);
    let lines: Vec<_> = listed.lines().collect();
    assert!(
        lines[0].starts_with("version 3 ") && lines[0].contains("課の係: もう一度"),
        "{listed}"
    );
    assert_eq!(lines[1], "  content/wording/problem.toml");
    assert!(lines[2].contains("mihon: 言葉を直した"), "{listed}");
    assert_eq!(*lines.last().unwrap(), "3 versions");
    let shown = mine.done(data, &["show", "2", WORDS]);

    assert_eq!(
        shown,
        Folder::new().text(WORDS).replace(TITLE, "一つめの言葉")
    );
}

#[tokio::test]
async fn another_copy_of_the_folder_is_brought_up_to_date_and_taking_back_loses_nothing_that_came_later()
 {
    let (mine, data) = published_twice().await;
    let (theirs, data) = (Folder::new(), data.path());
    // The other copy is behind: it gets the text, and its own change stays.
    theirs.change("faq.md", "title = ", "# 見本の印\ntitle = ");
    let pulled = theirs.done(data, &["pull"]);
    assert!(
        pulled.contains("content/wording/problem.toml: as published"),
        "{pulled}"
    );
    assert!(
        pulled.contains("content/faq.md: changed here alone"),
        "{pulled}"
    );
    assert_eq!(theirs.text(WORDS), mine.text(WORDS));
    assert!(theirs.text("faq.md").contains("# 見本の印"));

    // Going back is a new version, and loses nothing that came later elsewhere.
    theirs.done(data, &["publish", "-m", "印"]);
    let back = mine.done(data, &["back", "3", "-m", "やはり前の言葉で"]);
    assert!(
        back.starts_with("version 5 ") && back.contains("took back 3"),
        "{back}"
    );
    let pulled = mine.done(data, &["pull"]);
    assert!(
        pulled.ends_with("2 files were brought to version 5.\n"),
        "{pulled}"
    );
    assert!(
        mine.text(WORDS).contains("一つめの言葉") && mine.text("faq.md").contains("# 見本の印")
    );
    let gone = mine.refused(data, &["back", "3", "-m", "もう一度"]);
    assert!(gone.contains("nothing of it is live any more"), "{gone}");
}

#[tokio::test]
async fn where_both_sides_changed_a_text_nothing_is_overwritten_until_somebody_has_put_it_together()
{
    let (mine, theirs) = (Folder::new(), Folder::new());
    let data = database().await;
    let data = data.path();
    mine.done(data, &["publish", "-m", "初回"]);
    mine.change(RATES, "0267-00-0000", "0267-00-0001");
    mine.done(data, &["publish", "-m", "新しい電話"]);
    theirs.change(RATES, "平日 9:00〜17:00", "平日 9:00〜16:00");
    for command in [
        &["publish", "-m", "新しい時間"][..],
        &["pull"],
        &["deploy", "-m", "版"],
    ] {
        let before = theirs.text(RATES);
        let refused = theirs.refused(data, command);
        assert!(
            refused.contains("published otherwise (version 2)"),
            "{refused}"
        );
        assert!(
            refused.contains("\n  content/programme.toml\n"),
            "{refused}"
        );
        assert!(refused.contains("content show 2 FILE"), "{refused}");
        assert_eq!(theirs.text(RATES), before);
    }
    assert!(mine.done(data, &["history"]).ends_with("\n2 versions\n"));
    // By hand; and the version that was looked at has to be the one that is live.
    theirs.change(RATES, "0267-00-0000", "0267-00-0001");
    theirs.refused(data, &["publish", "-m", "両方", "--merged", "1"]);
    theirs.done(data, &["publish", "-m", "両方", "--merged", "2"]);
    let pulled = mine.done(data, &["pull"]);
    assert!(
        pulled.contains("content/programme.toml: as published"),
        "{pulled}"
    );
    // Through the link, into the file that templates load.
    let loaded = fs::read_to_string(mine.0.path().join("data/programme.toml")).unwrap();
    assert!(
        loaded.contains("0267-00-0001") && loaded.contains("9:00〜16:00"),
        "{loaded}"
    );
}

#[tokio::test]
async fn a_deployment_keeps_what_was_published_and_goes_forward_where_it_was_committed() {
    let (mine, repository) = (Folder::new(), Folder::new());
    let data = database().await;
    let data = data.path();
    repository.done(data, &["deploy", "-m", "版1"]);
    mine.change(WORDS, TITLE, "一つめの言葉");
    mine.done(data, &["publish", "-m", "言葉を直した"]);
    // A deployment of the commit before the edit changes nothing of it.
    let same = repository.done(data, &["deploy", "-m", "版1をもう一度"]);
    assert_eq!(same, "Version 2 lies over these files already.\n");
    repository.change("faq.md", "title = ", "# 見本の印\ntitle = ");
    let dry = repository.done(data, &["deploy", "-m", "版2", "--dry-run"]);
    assert!(
        dry.contains("content/wording/problem.toml: stays as published"),
        "{dry}"
    );
    assert!(
        dry.ends_with("Version 3 can be made of the files.\n"),
        "{dry}"
    );
    repository.done(data, &["deploy", "-m", "版2"]);
    let shown = mine.done(data, &["show", "3", WORDS]);
    assert!(shown.contains("一つめの言葉"));
    // Pulled and committed, it is the files' own.
    repository.done(data, &["pull"]);
    let last = repository.done(data, &["deploy", "-m", "版3"]);
    assert!(last.starts_with("version 4 "), "{last}");
    let refused = repository.refused(data, &["back", "4", "-m", "もどす"]);
    assert!(refused.contains("it came with a deployment"), "{refused}");
    let store = Embedded::open(&data.join(kiridashi::DATABASE))
        .await
        .unwrap()
        .store();
    let live = store.live_version().await.unwrap().unwrap();
    assert!(live.changes.is_empty(), "{:?}", live.changes);
}
