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
        .collect()
}

/// What is signed may be read by everybody on the way unless it is encrypted; on one's own machine nobody is.
fn webhook_problem(partner: &Partner, source: &ContentSource) -> Option<ContentError> {
    let url = partner.webhook.as_ref()?;
    let message = "webhook は https:// で始まるアドレスにしてください。例：https://partner.example.jp/kiridashi";
    (!is_safe(url)).then(|| source.near(&format!("webhook = \"{url}\""), message))
}

fn is_safe(url: &str) -> bool {
    let safe = ["https://", "http://127.0.0.1:", "http://localhost:"];
    let rest = safe.iter().find_map(|start| url.strip_prefix(start));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next());
    host.is_some_and(|host| !host.is_empty() && !host.contains('@'))
        && url.bytes().all(|byte| byte.is_ascii_graphic())
}
