//! One spelling for each word, in everything that people read: content, templates, scripts, papers, guides to the
//! project, and the Japanese of code.

use std::fs;
use std::path::{Path, PathBuf};

/// A word as it is written here, and how it is not.
struct Word {
    written: &'static str,
    not: &'static [&'static str],
    /// Other words in which such letters are right.
    except: &'static [&'static str],
}

const fn word(
    written: &'static str,
    not: &'static [&'static str],
    except: &'static [&'static str],
) -> Word {
    Word {
        written,
        not,
        except,
    }
}

const WORDS: &[Word] = &[
    word(
        "渡す",
        &["わたさ", "わたし", "わたす", "わたせ", "わたそ"],
        &[],
    ),
    word(
        "残る",
        &[
            "のこさ",
            "のこし",
            "のこす",
            "のこせ",
            "のこり",
            "のこる",
            "のこっ",
        ],
        &[],
    ),
    word(
        "選ぶ",
        &["えらば", "えらび", "えらぶ", "えらべ", "えらん"],
        &[],
    ),
    word(
        "変える",
        &["をかえ", "にかえ", "でかえ", "がかわ", "はかわ", "でかわ"],
        &[],
    ),
    word("代わり", &["のかわり", "そのかわり"], &[]),
    word("確かめる", &["たしか"], &[]),
    word("途中", &["とちゅう"], &[]),
    word("忙しい", &["いそがし"], &[]),
    word(
        "探す",
        &["さがさ", "さがし", "さがす", "さがせ", "さがそ"],
        &[],
    ),
    word(
        "届く",
        &["とどい", "とどか", "とどき", "とどく", "とどけ"],
        &[],
    ),
    word("増える", &["ふえ", "ふやす", "ふやし", "ふやせ"], &[]),
    word(
        "減る",
        &[
            "へらさ",
            "へらし",
            "へらす",
            "へらせ",
            "がへり",
            "がへっ",
            "もへっ",
            "がへる",
            "もへり",
        ],
        &[],
    ),
    word("結果", &["けっか"], &[]),
    word("受け取る", &["受けと"], &[]),
    word("はらう", &["払"], &["支払", "未払"]),
    word("続ける", &["つづい", "つづき", "つづく", "つづけ"], &[]),
    word("迷う", &["まよ"], &[]),
    word("次", &["つぎに", "つぎの", "つぎは"], &[]),
    word("手伝う", &["てつだ"], &[]),
    word("最後", &["さいご"], &[]),
    word("最初", &["さいしょ"], &[]),
    word("全部", &["ぜんぶ"], &[]),
    word("断る", &["ことわ"], &[]),
    word(
        "試す",
        &["ためさ", "ためし", "ためす", "ためせ"],
        &["おためし"],
    ),
    word(
        "わかる",
        &["が分か", "か分か", "も分か", "く分か", "は分か"],
        &["分かれ"],
    ),
    word(
        "載せる",
        &["のせる", "のせた", "のせて", "のせま", "のせな"],
        &[],
    ),
    word("しめ切り", &["締切", "締め切", "〆切"], &[]),
    word("ない", &["無い", "無く", "無か", "無け"], &[]),
    word("よい", &["良い", "良く", "良か"], &[]),
    word("いま", &["今の", "今は", "今も", "今、"], &[]),
    word("フォルダー", &["フォルダ"], &["フォルダー"]),
    word("書き足す", &["書きた"], &["書きたい"]),
    word("切り抜く", &["切りぬ"], &[]),
    word("働く", &["はたら"], &[]),
    word("付ける", &["をつけ"], &[]),
    word("比べる", &["くらべ"], &[]),
    word(
        "始める",
        &[
            "をはじめる",
            "をはじめま",
            "からはじめる",
            "からはじめま",
            "からはじめてくだ",
            "はじまる",
            "はじまり",
            "はじまっ",
        ],
        &[],
    ),
    word("直す", &["なおさ", "なおし", "なおす", "なおせ"], &[]),
    word("開く", &["ひらい", "ひらき", "ひらく", "ひらけ"], &[]),
    word("置き場所", &["置き場"], &["置き場所"]),
    word(
        "申込み",
        &["申し込み", "申込を"],
        &["申し込みま", "申し込みた", "申し込み直"],
    ),
    word("打ち合わせ", &["打合せ", "打合わせ"], &[]),
    word("問い合わせ", &["問合せ", "問合わせ"], &[]),
    word("合わせて", &["あわせて"], &[]),
    word("押す", &["をおし", "をおす"], &[]),
    word("無理に", &["むりに"], &[]),
    word("預かる", &["あずか", "あずけ"], &[]),
    word(
        "引き受ける・受け持つ",
        &["うけもち", "うけもつ", "ひきうけ"],
        &[],
    ),
    word("目安", &["めやす"], &[]),
    word("もどる", &["戻"], &[]),
    word("まちがい", &["間違"], &[]),
    word("ちがう", &["違"], &["違反"]),
    word("あつかう", &["扱"], &["取扱"]),
    word("ならべる", &["並べ", "並び", "並ぶ"], &[]),
    word("お願い", &["おねがい"], &[]),
    word("ブラウザー", &["ブラウザ"], &["ブラウザー"]),
    word("様子", &["ようす"], &[]),
    word("受け付ける", &["受けつけ"], &[]),
    word("手もと", &["手元"], &[]),
    word("手続き", &["手つづき", "手続を", "手続は"], &[]),
    word("困る", &["こまった", "こまる"], &[]),
    word(
        "迷惑メールのフォルダー",
        &["迷惑メールの箱", "迷惑メールの入れ物"],
        &[],
    ),
    word("協力先の名前", &["町のなかま"], &[]),
    word("お客さま", &["お客様"], &[]),
    word("ください", &["下さい"], &[]),
    word("できる", &["出来"], &["出来高"]),
    word("休憩", &["休けい"], &[]),
    // An inn is no company: what stays, stays with whoever does it.
    word("手もとに残る・自分たちで続ける", &["会社に残", "自社"], &[]),
    // A count that may pass nine: 11こ or 11件, never 11つ.
    word(
        "11こ・11件",
        &["10つ", "11つ", "12つ", "}}つ", "length) ~ \"つ"],
        &[],
    ),
];

/// Endings of files whose words are read on screen, in mails, on paper or in code.
const READ: [&str; 7] = ["md", "toml", "html", "txt", "js", "typ", "rs"];

/// Lists of how others write, by which their words are found.
const UNREAD: [&str; 6] = [
    "wording/directives.toml",
    "wording/licences.toml",
    "text_checks/src/pay_day.rs",
    "text_checks/src/paying.rs",
    "text_checks/src/personal.rs",
    "text_checks/src/transfer_fee.rs",
];

/// Folders that hold what is typed by others, or nothing of ours.
const UNREAD_FOLDERS: [&str; 5] = ["tests", "target", "examples", "fonts", "snapshots"];

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            if !UNREAD_FOLDERS.iter().any(|unread| path.ends_with(unread)) {
                collect(&path, files);
            }
        } else if path
            .extension()
            .and_then(|ending| ending.to_str())
            .is_some_and(|ending| READ.contains(&ending))
            && !UNREAD.iter().any(|unread| path.ends_with(unread))
        {
            files.push(path);
        }
    }
}

/// The part of a file that people read; tests say what others type.
fn before_tests<'a>(file: &Path, text: &'a str) -> &'a str {
    let is_code = file.extension().is_some_and(|ending| ending == "rs");
    let tests = text.find("#[cfg(test)]").filter(|_| is_code);
    match file.file_stem() {
        Some(name) if is_code && name == "tests" => "",
        _ => &text[..tests.unwrap_or(text.len())],
    }
}

/// What is spelt otherwise in a text, as `file:line: …`.
fn mistakes(file: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        for word in WORDS {
            let mut rest = line.to_owned();
            for right in word.except {
                rest = rest.replace(right, "");
            }
            if let Some(wrong) = word.not.iter().find(|wrong| rest.contains(**wrong)) {
                let (number, written) = (number + 1, word.written);
                found.push(format!(
                    "{file}:{number}: 「{wrong}」 is written 「{written}」 here"
                ));
            }
        }
    }
    found
}

#[test]
fn each_word_has_one_spelling_wherever_people_read() {
    let root = repository();
    let mut files = Vec::new();
    for part in ["content", "site", "functions", "infra", "towns"] {
        collect(&root.join(part), &mut files);
    }
    for document in ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"] {
        files.push(root.join(document));
    }
    for known in ["questions.toml", "sheet.typ", "warnings.rs", "config.toml"] {
        let is_known = |file: &PathBuf| file.ends_with(known);
        assert!(files.iter().any(is_known), "{known} was not read");
    }
    let wrong: Vec<String> = files
        .iter()
        .flat_map(|file| {
            let text = fs::read_to_string(file).expect("UTF-8");
            let text = before_tests(file, &text);
            let name = file.strip_prefix(&root).expect("it was found there");
            mistakes(&name.display().to_string(), text)
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_word_spelt_otherwise_is_named_with_its_place() {
    let text = "材料を渡します。\n送ってわたします。\n支払いの日にお金を払う。\n";
    assert_eq!(
        mistakes("a.md", text),
        [
            "a.md:2: 「わたし」 is written 「渡す」 here",
            "a.md:3: 「払」 is written 「はらう」 here",
        ]
    );
    assert_eq!(
        mistakes("a.md", "おためしテレワーク、支払日、置き場所\n"),
        [""; 0]
    );
}
