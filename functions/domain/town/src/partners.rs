//! What is wrong with one partner of the town's settings.

use super::{CatalogueTask, ContentError, ContentSource, Partner, Tag};

/// Tags and tools that no task has, so that nothing would ever be recommended for them, and where its system is.
pub(super) fn problems(
    partner: &Partner,
    tags: &[Tag],
    tasks: &[CatalogueTask],
    source: &ContentSource,
) -> Vec<ContentError> {
    let tag = |tag: &&String| !tags.iter().any(|known| known.id == **tag);
    let tool = |tool: &&String| !tasks.iter().any(|task| task.needs(tool));
    let tags = partner.tags.iter().filter(tag).map(|tag| {
        let message = format!("「{tag}」という仕事の種類はありません。inventory/tasks.toml の [[tag]] にある名前にしてください。");
        source.near(&format!("\"{tag}\""), message)
    });
    let tools = partner.tools.iter().filter(tool).map(|tool| {
        let message = format!("「{tool}」という道具を使う仕事はありません。inventory/tasks.toml の tools にある名前にしてください。");
        source.near(&format!("\"{tool}\""), message)
    });
    tags.chain(tools)
        .chain(webhook_problem(partner, source))
        .chain(kiridashi_problem(partner, source))
        .chain(key_problems(partner, source))
        .collect()
}

/// What is signed may be read by everybody on the way unless it is encrypted; on one's own machine nobody is.
fn webhook_problem(partner: &Partner, source: &ContentSource) -> Option<ContentError> {
    let url = partner.webhook.as_ref()?;
    let message = "webhook は https:// で始まるアドレスにしてください。例：https://partner.example.jp/kiridashi";
    (!is_safe(url)).then(|| source.near(&format!("webhook = \"{url}\""), message))
}

/// A Kiridashi is told only where it is, and believed only by its keys.
fn kiridashi_problem(partner: &Partner, source: &ContentSource) -> Option<ContentError> {
    let origin = partner.kiridashi.as_ref()?;
    let rest = origin.split_once("://").map_or("", |(_, rest)| rest);
    let is_origin = !rest.trim_end_matches('/').contains(['/', '?', '#']);
    let message = if !is_safe(origin) || !is_origin {
        "kiridashi は、相手のサイトのアドレスだけにしてください。例：https://kiridashi.example.jp"
    } else if partner.webhook.is_some() {
        "webhook と kiridashi は、どちらか1つだけ書いてください。"
    } else if partner.keys.is_empty() {
        "kiridashi を書くときは、keys に相手のかぎを書いてください。相手のサイトの /.well-known/kiridashi に出ています。"
    } else {
        return None;
    };
    Some(source.near(&format!("kiridashi = \"{origin}\""), message))
}

fn key_problems(partner: &Partner, source: &ContentSource) -> Vec<ContentError> {
    let wrong = partner.keys.iter().filter(|key| !is_key(key));
    let wrong = wrong.map(|key| {
        let message = "keys は、whpk_ で始まる49文字のかぎにしてください。相手のサイトの /.well-known/kiridashi に出ています。";
        source.near(&format!("\"{key}\""), message)
    });
    wrong.collect()
}

/// Whether a text has the shape of a public key: 32 bytes in base64.
fn is_key(key: &str) -> bool {
    let in_base64 = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/');
    let digits = key
        .strip_prefix("whpk_")
        .and_then(|rest| rest.strip_suffix('='));
    digits.is_some_and(|digits| digits.len() == 43 && digits.bytes().all(in_base64))
}

fn is_safe(url: &str) -> bool {
    let safe = ["https://", "http://127.0.0.1:", "http://localhost:"];
    let rest = safe.iter().find_map(|start| url.strip_prefix(start));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next());
    host.is_some_and(|host| !host.is_empty() && !host.contains('@'))
        && url.bytes().all(|byte| byte.is_ascii_graphic())
}
