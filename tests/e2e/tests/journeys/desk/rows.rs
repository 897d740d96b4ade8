//! What pages list, changed at the desk: questions with their answers, and lines that only the town can write.

use anyhow::ensure;

use super::two::{form, in_town, publish, send};

const FAQ: &str = "/office/change/edit?form=page&of=faq.md";
const PRIVACY: &str = "/office/change/edit?form=page&of=privacy.md";

#[test]
fn the_office_adds_a_question_takes_one_out_and_writes_what_only_the_town_knows() {
    in_town(async |town, office| {
        let faq = form(office, FAQ).await?;
        let gone = faq["faq_q_0"].clone();
        let changes = [
            ("faq_gone_0", "yes"),
            ("faq_a_1", "5分くらいです。"),
            ("new_q", "<b>夜</b>でも\"送れ\"ますか。"),
            (
                "new_a",
                "いつでも送れます。\n</script><script>alert(1)</script>",
            ),
            ("new_group", "お金"),
        ];
        let half = send(office, faq.clone(), &changes[..3]).await?;
        ensure!(half.status == 422, "{}", half.status);
        let text = half.text();
        for name in ["f-new_a-error", "f-new_group-error"] {
            ensure!(text.contains(name), "{name}: {text}");
        }
        ensure!(text.contains("&lt;b&gt;夜"), "what was typed stays");
        let sent = send(office, faq, &changes).await?;
        ensure!(sent.status == 303, "{}", sent.text());
        let review = office.get(&sent.location).await?.text();
        for said in [format!("「{gone}」を消す"), "5分くらいです。".to_owned()] {
            ensure!(review.contains(&said), "{said}: {review}");
        }
        publish(office, &sent, &[]).await?;
        let privacy = form(office, PRIVACY).await?;
        let sent = send(office, privacy, &[("town_0", "見本 町長")]).await?;
        publish(office, &sent, &[]).await?;
        town.take_up().await?;
        let page = office.get("/faq/").await?.text();
        ensure!(!page.contains(&gone), "it is gone");
        for said in ["5分くらいです。", "&lt;b&gt;夜", "いつでも送れます。"] {
            ensure!(page.contains(said), "{said}");
        }
        ensure!(!page.contains("<script>alert(1)"), "shown as text");
        let page = office.get("/privacy/").await?.text();
        ensure!(page.contains("見本 町長"), "{page}");
        let found = office.get("/search/").await?.text();
        ensure!(found.contains("いつでも送れます。"), "the search knows it");
        Ok(())
    });
}

#[test]
fn a_heading_without_questions_is_not_shown_nor_is_a_page_without_any() {
    in_town(async |town, office| {
        let mut left = 0;
        for keep in [1, 0] {
            let faq = form(office, FAQ).await?;
            let asked = faq.keys().filter(|name| name.starts_with("faq_q_"));
            let gone: Vec<String> = asked
                .skip(keep)
                .map(|name| name.replace("_q_", "_gone_"))
                .collect();
            let gone: Vec<_> = gone.iter().map(|name| (name.as_str(), "yes")).collect();
            let sent = send(office, faq, &gone).await?;
            ensure!(sent.status == 303, "{}", sent.text());
            publish(office, &sent, &[]).await?;
            town.take_up().await?;
            let page = office.get("/faq/").await?;
            ensure!(page.status == 200, "{}", page.status);
            let page = page.text();
            left = page.matches("<summary>").count();
            let headings = page.matches("<h2 id=\"g").count();
            ensure!(headings == keep, "{headings} headings of {keep}: {page}");
            ensure!(page.contains("FAQPage") == (keep > 0), "for search engines");
        }
        // The page can be filled again.
        let faq = form(office, FAQ).await?;
        let new = [
            ("new_q", "いつ開いていますか。"),
            ("new_a", "平日です。"),
            ("new_group", "お金"),
        ];
        let sent = send(office, faq, &new).await?;
        publish(office, &sent, &[]).await?;
        town.take_up().await?;
        let page = office.get("/faq/").await?.text();
        ensure!(page.matches("<summary>").count() == left + 1, "{page}");
        Ok(())
    });
}
