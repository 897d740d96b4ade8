//! The small pictures of the tasks that are offered at once.

use base::industry::Industry;

#[tokio::test]
async fn each_task_that_is_offered_at_once_has_its_picture() {
    for industry in Industry::ALL {
        let site = crate::site().await;
        let mut browser = site.browser();
        browser.post("/inventory/", &[]).await;
        browser.open("/inventory/industry").await;
        browser.answer(&[("industry", industry.code())]).await;
        let page = String::from_utf8(browser.open("/inventory/pick").await.body.to_vec()).unwrap();
        let drawn = page.split(r#"<svg class="task-picture""#).skip(1);
        let drawn: Vec<&str> = drawn
            .map(|rest| rest.split("</svg>").next().unwrap())
            .collect();
        assert_eq!(drawn.len(), 6, "{industry:?}: {drawn:?}");
        assert!(drawn.iter().all(|svg| svg.contains("<path")), "{drawn:?}");
    }
}
