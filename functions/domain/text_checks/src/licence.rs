//! Work that a law reserves, and what each law means for an order.

/// A law that reserves such work, by the words of a task; `None` for ordinary work.
pub fn licence(text: &str) -> Option<&'static str> {
    const LAWS: &[(&str, &[&str])] = &[
        (
            "行政書士法19条",
            &[
                "申請書",
                "許可申請",
                "入札参加",
                "補助金の申請",
                "補助金申請",
                "届出書",
            ],
        ),
        (
            "税理士法",
            &[
                "確定申告",
                "税務申告",
                "決算",
                "年末調整",
                "税金の相談",
                "申告書",
            ],
        ),
        (
            "社会保険労務士法",
            &[
                "給与計算",
                "社会保険",
                "労働保険",
                "就業規則",
                "賃金台帳",
                "出勤簿",
            ],
        ),
        (
            "職業安定法36条",
            &[
                "採用の合否",
                "採用面接",
                "応募者の選考",
                "選考",
                "面接",
                "合否",
            ],
        ),
    ];
    let named = LAWS
        .iter()
        .find(|(_, words)| words.iter().any(|word| text.contains(word)));
    // Getting material ready for an application is not making the application.
    let preparing = ["そろえ", "整理", "一覧", "集計", "入力", "体裁", "清書"];
    named
        .filter(|_| !preparing.iter().any(|word| text.contains(word)))
        .map(|(law, _)| *law)
}

/// What a law flagged in the catalogue or by [`licence`] means for this order, naming the law.
pub fn licence_caution(law: &str) -> String {
    let meaning = match law {
        "税理士法" => {
            "税金の申告・書類の作成・相談は、税理士だけができます。入力と集計だけをたのみます（税理士法）。"
        }
        "社会保険労務士法" => {
            "手続き、賃金台帳・出勤簿の作成は、社会保険労務士だけができます。集計の下ごしらえだけをたのみます（社会保険労務士法2条）。"
        }
        "行政書士法19条" => {
            "役所に出す申請書の作成は、行政書士だけができます。資料そろえだけをたのみます（行政書士法19条）。"
        }
        "職業安定法36条" => {
            "人の募集・選考を外の人にたのむには許可が要ります。原稿の案と様式だけをたのみます（職業安定法36条）。"
        }
        "行政書士法（要確認）" => {
            "役所に出す書類にあたらないか、たのむ前に専門家に確認してください（行政書士法）。"
        }
        "建築士法（要確認）" => {
            "設計にあたらないか、たのむ前に専門家に確認してください（建築士法）。"
        }
        "働かせ方に注意" => {
            "時間や場所を決めて働かせると、雇用とみなされることがあります。できあがりと受付の決まりでたのみます（昭和61年労働省告示37号）。"
        }
        other => return format!("「{other}」にあたらないか、たのむ前に専門家に確認してください。"),
    };
    meaning.to_owned()
}
