//! The small pictures that stand beside tasks, one for each kind of work; drawing is the template's.

use serde::{Deserialize, Serialize};

/// What is drawn beside a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TaskPicture {
    /// 表
    Table,
    /// 日誌・台帳
    Notebook,
    /// 領収書・伝票
    Receipt,
    /// 予定表
    Calendar,
    /// メール
    Mail,
    /// 電話
    Phone,
    /// 原稿
    Pen,
    /// 写真
    Photo,
    /// 口コミ・SNS
    Speech,
    /// サイトの画面
    Screen,
    /// 商品・在庫
    Box,
    /// 録音
    Mic,
    /// 書類
    Paper,
    /// 名簿
    People,
    /// 調べもの
    Search,
    /// 集計
    Chart,
    /// 図面
    Drawing,
    /// 外国語
    Letters,
}
