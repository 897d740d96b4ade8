//! Radicals that look like letters, as text out of a PDF has them.

use unicode_normalization::UnicodeNormalization;

/// Each letter of the block "CJK Radicals Supplement" (U+2E80–2EF3) with the ideograph it stands for
/// (Unicode Character Database, `EquivalentUnifiedIdeograph.txt`).
const SUPPLEMENT: &str = "\
    ⺁厂 ⺂乛 ⺃乚 ⺄乙 ⺅亻 ⺆冂 ⺇𠘨 ⺈刀 ⺉刂 ⺊卜 ⺋㔾 ⺌小 ⺍小 ⺎兀 ⺏尣 ⺐尢 \
    ⺑𡯂 ⺒巳 ⺓幺 ⺔彑 ⺕彐 ⺖忄 ⺗心 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歺 ⺟母 ⺠民 ⺡氵 \
    ⺢氺 ⺣灬 ⺤爫 ⺥爫 ⺦丬 ⺧牛 ⺨犭 ⺩王 ⺪𤴔 ⺫目 ⺬示 ⺭礻 ⺮𥫗 ⺯糹 ⺰纟 ⺱罓 \
    ⺲罒 ⺳㓁 ⺴冗 ⺵𦉫 ⺶羊 ⺷𦍌 ⺸𦍋 ⺹耂 ⺺肀 ⺻聿 ⺼肉 ⺽𦥑 ⺾艹 ⺿艹 ⻀艹 ⻁虎 \
    ⻂衤 ⻃覀 ⻄西 ⻅见 ⻆角 ⻇𧢲 ⻈讠 ⻉贝 ⻊𧾷 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏邑 ⻐钅 ⻑長 \
    ⻒镸 ⻓长 ⻔门 ⻕𨸏 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻞𩙿 ⻟飠 ⻠饣 ⻡𩠐 \
    ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 \
    ⻲亀 ⻳龟";

/// The ideograph that a radical stands for; any other character is left as it is.
pub(super) fn letter(c: char) -> char {
    match c {
        // Japanese fonts draw these two as the letters of today, which the compatibility mappings below are not.
        '\u{2F3E}' => '戸',
        '\u{2FCA}' => '黒',
        '\u{2F00}'..='\u{2FD5}' => c.nfkc().next().unwrap_or(c),
        '\u{2E80}'..='\u{2EF3}' => {
            let mut pairs = SUPPLEMENT.split_whitespace();
            let pair = pairs.find(|pair| pair.starts_with(c));
            pair.and_then(|pair| pair.chars().nth(1)).unwrap_or(c)
        }
        _ => c,
    }
}
