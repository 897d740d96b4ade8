use super::*;
use WarningKind::{Hours, Place, Sequence};

fn found(text: &str, context: TextContext) -> Vec<(WarningKind, String)> {
    EMBEDDED.found(text, context)
}

/// Those of the texts in which no directive of that kind is found.
fn missed<'a>(kind: WarningKind, texts: &[&'a str]) -> Vec<&'a str> {
    let finds = |text: &str| {
        found(text, TextContext::Work)
            .iter()
            .any(|(found, _)| *found == kind)
    };
    texts.iter().copied().filter(|text| !finds(text)).collect()
}

/// Those of the texts that are taken for a directive, with what gave them away.
fn alarms<'a>(
    context: TextContext,
    texts: &[&'a str],
) -> Vec<(&'a str, Vec<(WarningKind, String)>)> {
    let alarm = |text: &&'a str| (*text, found(text, context));
    let alarms = texts.iter().map(alarm);
    alarms.filter(|(_, found)| !found.is_empty()).collect()
}

#[test]
fn directives_on_hours_are_found_in_any_wording() {
    let texts = [
        "9時から17時まで作業する",
        "９時から１７時まで、作業してください。",
        "九時から十七時まで働く",
        "午前9時から午後5時まで入力をお願いします",
        "朝9時半〜夕方5時に作業",
        "9〜17時に作業する",
        "９：００〜１７：００で入力",
        "9:00-17:00 勤務",
        "9 時 か ら 17 時 まで",
        "9時ごろから17時ごろまで対応すること",
        "毎朝8時に始める",
        "8時に作業を始めてください",
        "9時から作業を開始します",
        "10時スタート",
        "毎朝9時にパソコンの前で待機する",
        "平日の日中に作業する",
        "平日は午前中に入力してください",
        "午前中に作業していただきます",
        "夜間は待機してください",
        "月曜日と木曜日に作業する",
        "1日5時間働く",
        "週4日、1日５時間の勤務",
        "週3日入ってもらう",
        "勤務時間は担当者が決める",
        "シフトに入る",
        "すぐに返信できるように待機",
        "10分以内に返信する",
        "電話に出られるようにしておく",
        "定時までは席にいる",
    ];
    assert_eq!(missed(Hours, &texts), [""; 0]);
}

#[test]
fn directives_on_the_place_are_found_in_any_wording() {
    let texts = [
        "当社に来て入力する",
        "当社へ毎日来て入力してください",
        "事務所で作業する",
        "事務所のパソコンで入力します",
        "店内で作業をお願いします",
        "センター内のみで作業すること",
        "作業場所は事務所とする",
        "作業はセンター内に限ります",
        "週2回出社する",
        "常駐してください",
        "来社して入力",
        "現場に通って記録する",
        "必ず自宅で作業してください",
        "ｵﾌｨｽで作業",
    ];
    assert_eq!(missed(Place, &texts), [""; 0]);
}

#[test]
fn directives_on_the_sequence_are_found_in_any_wording() {
    let texts = [
        "まずスキャンし、次に入力する",
        "はじめに確認して、それから入力してください。",
        "最初に写真を開く。\n最後に保存する。",
        "①スキャンする ②入力する ③確認する",
        "1. スキャン\n2. 入力\n3. 確認",
        "手順１：写真を開く　手順２：表に写す",
        "スキャン→入力→確認",
        "確認してから入力する",
        "印刷した後に送信してください",
        "この順番どおりに入力する",
        "手順書どおりに行う",
        "担当者の指示に従ってください",
        "都度指示します",
    ];
    assert_eq!(missed(Sequence, &texts), [""; 0]);
}

#[test]
fn deadlines_contents_and_freedom_are_no_directives() {
    let texts = [
        "毎月5日まで",
        "毎月５日の17時までにわたす",
        "しめ切りは金曜日の17時",
        "金曜日までに入力する",
        "1回分の材料がそろった日から、7日後まで",
        "営業時間（9:00〜17:00）をサイトにのせる",
        "営業時間は平日9時から17時と書く",
        "9時から17時までの予約を一覧にする",
        "10時からの会議の録音を文字にする",
        "会議は10時から12時まで。録音を文字にする。",
        "チェックインは15時から22時まで、と案内する",
        "1日8時間分の録音",
        "見こみ：1か月に約44件（約7.2時間分）",
        "午前中に届いた予約を表に写す",
        "土日の予約を表に写す",
        "シフト希望のとりまとめ",
        "出勤簿の日数を集計する",
        "来社したお客さまの名刺を入力する",
        "宿に来る予約メールを一覧にする",
        "店で売る商品の写真を並べる",
        "当社で入力した名簿を直す",
        "働く時間・場所・やり方は、受ける人が決める",
        "出社は不要。作業場所は自由",
        "勤務時間は、受ける人が決めます",
        "自宅でも作業できます",
        "日付の順に並べた表",
        "まずい点と良い点を分けた一覧。次に送る案内の原稿",
        "まず見本を1つ作る",
        "①名簿 ②封筒 ③送り状",
        "1. 件数が同じ\n2. まちがいが0件",
        "一時的に使う表",
        "24時間使える予約サイト",
        "秘密を守る約束を書いてから、わたす",
    ];
    assert_eq!(alarms(TextContext::Work, &texts), []);
}

#[test]
fn what_the_company_does_itself_may_say_when_and_where() {
    let texts = [
        "現場での測定と合否の判定。自社でつづけます。",
        "20時から8時までの電話は自社で受ける",
        "夜間の待機は社員がつづけます",
        "事務所で原本を確かめる",
        "まず紙をスキャンし、次に共有フォルダに置きます。",
        "質問の電話は平日9時から17時まで",
        "電話の受付：9:00〜17:00（土日を除く）",
        "返事は、送った日から2営業日のうちに返す",
        "わたす所は事務所。受付は9時から17時まで。",
        "当社に来て受けとる",
        "お金は毎月25日の15時までにふりこむ",
    ];
    assert_eq!(alarms(TextContext::Company, &texts), []);
    let texts = [
        "9時から17時まで作業する",
        "当社に来て入力してください",
        "質問に答えられるよう、9時から17時まで待機する",
        "電話に出られるようにしてください",
        "まずスキャンして、次に入力してください",
        "指示に従ってください",
        "事務所で作業する",
    ];
    assert_eq!(alarms(TextContext::Company, &texts).len(), texts.len());
}

#[test]
fn how_somebody_is_reached_is_no_directive() {
    let texts = [
        "平日の9時から17時に電話がよい",
        "農作業中なので、12時から13時にお願いします",
        "平日の14時から16時\n電話がつながりやすいです",
    ];
    assert_eq!(alarms(TextContext::Reach, &texts), []);
    let directive = "作業は9時から17時まで当社でお願いします";
    assert_ne!(found(directive, TextContext::Reach), []);
}

#[test]
fn what_is_offered_instead_leaves_the_directives_out() {
    let kept = |text: &str| Checks::embedded().without_directives(text, TextContext::Work);
    assert_eq!(kept("名刺を入力した表。"), "名刺を入力した表。");
    assert_eq!(kept("毎日、9時から17時まで入力"), "");
    assert_eq!(
        kept("髙﨑㈱の名刺。9時から17時まで作業する。"),
        "髙﨑㈱の名刺。"
    );
    assert_eq!(kept("まず読み取る。次に直す。"), "");
    assert_eq!(kept("9時から\n17時まで作業"), "");
}

#[test]
fn a_directive_is_found_in_every_field_whatever_stands_around_it() {
    let texts = [
        "9時から17時まで作業する。",
        "９：００〜１７：００の間に作業してください。",
        "午前九時から午後五時まで働くこと。",
        "9〜17時に作業をお願いします。",
        "毎朝8時に作業を始めます。",
        "平日の日中に作業する。",
        "1日5時間働いてもらう。",
        "電話に出られるように待機してください。",
        "当社に来て入力する。",
        "事務所のパソコンで入力してください。",
        "ｵﾌｨｽで作業をお願いします。",
        "作業はセンター内のみでお願いします。",
        "週2回出社すること。",
        "まずスキャンし、次に入力する。",
        "はじめに入力してください。それから確認してください。",
        "①スキャンする②入力する③確認する。",
        "入力→確認→送信の順番で作業する。",
        "担当者の指示に従って入力すること。",
    ];
    for text in texts {
        for around in [
            "{}",
            "髙﨑様式の表1枚。{}",
            "表は1枚。\n{}",
            "{}\n表は3枚",
            "あ、1。{}件、。う",
            "12{}",
        ] {
            let text = around.replace("{}", text);
            for context in [TextContext::Work, TextContext::Company] {
                assert!(
                    Checks::embedded().has_directive(&text, context),
                    "{context:?}: {text}"
                );
            }
        }
    }
}

#[test]
fn thirty_innocent_sentences_are_left_alone() {
    let texts = [
        "個人情報を守るため、データはセンター内のみで開く",
        "秘密の資料なので、作業場所はセンター内のみ",
        "名簿の持ち出しができないので、作業はセンター内に限ります",
        "17時までに、フォルダに入れる",
        "毎週金曜日の17時までにわたす",
        "出張費の精算書をまとめる",
        "出張の日程表を作る",
        "出勤簿の時間を表に写す",
        "シフト表を清書する",
        "案内文に、営業時間は9時から17時ですと書く",
        "9時台の電話の件数を数える",
        "朝食の献立表を作る",
        "夜の部の録音を文字にする",
        "月曜日に届く注文書を入力する",
        "平日と土日の売上を分けて集計する",
        "面接は10時から12時。その録音を文字にする",
        "会場に行く道順の案内を作る",
        "日付の順番で並べた表を作る",
        "順番待ちの名簿を作る",
        "指示書の文字を打ち直す",
        "作業手順書の誤字を直す",
        "現場の写真を、工事ごとに分ける",
        "宿に来る人の数を、日ごとに数える",
        "通勤手当の計算表を直す",
        "待機児童の数の表を作る",
        "8時間の動画を、10分に短くする",
        "24時間受付のフォームを作る",
        "返信は翌営業日でよい",
        "作業の時間と場所は、受ける人が決める",
        "店で使うチラシの、まちがいを直す",
        "①入力件数 ②確認件数",
        "当社に来て書類を受けとる",
        "お客さまが事務所で書いた紙を、表に写す",
        "開店は10時、閉店は20時とサイトに書く",
    ];
    assert_eq!(alarms(TextContext::Work, &texts), []);
}

const FILE: &str = include_str!("../../../../../content/wording/directives.toml");

#[test]
fn town_adds_words_of_its_own() {
    let file = FILE.replacen("labour = [", "labour = [\n  \"まかなう\",", 1);
    let checks = Checks::embedded().with_directives(&file).unwrap();
    let text = "9時から17時までまかなうこと";
    assert!(checks.has_directive(text, TextContext::Company));
    assert!(!Checks::embedded().has_directive(text, TextContext::Company));
}

#[test]
fn mistakes_in_the_file_are_told_with_their_line() {
    let line = |of: &str| FILE.lines().position(|line| line.starts_with(of)).unwrap() + 1;
    let pattern = FILE
        .lines()
        .find(|line| line.starts_with("pattern = "))
        .unwrap();
    let rule = line("pattern = ");
    for (from, to, at, told) in [
        ("\n[masks]\n", "\n[maks]\n", line("[masks]"), "読めません"),
        (
            pattern,
            "pattern = \"labuor\"",
            rule,
            "「labuor」がありません",
        ),
        (
            pattern,
            "pattern = \"time ~x labour\"",
            rule,
            "「~x」は読めません",
        ),
        (pattern, "pattern = \"\"", rule, "空の形"),
        (
            "labour = [",
            "labour = [\"\",",
            line("labour = ["),
            "空の言葉",
        ),
        (
            "labour = [",
            "unused = [\"x\"]\nlabour = [",
            line("labour = ["),
            "「unused」は、どの",
        ),
        (
            "without = [\"security\"]",
            "without = [\"secrecy\"]",
            line("without = [\"security\"]"),
            "「secrecy」がありません",
        ),
    ] {
        assert!(FILE.contains(from), "{from}");
        let mistakes = Directives::parse(&FILE.replacen(from, to, 1))
            .err()
            .unwrap();
        let found = mistakes
            .iter()
            .any(|it| it.line == at && it.message.contains(told));
        assert!(found, "{to}: {mistakes:?}");
    }
}
