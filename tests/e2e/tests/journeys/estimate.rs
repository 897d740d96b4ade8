//! The running estimate that script shows while somebody types is the price of the questionnaire, over many inputs.

use answers::{Period, TaskAnswers, TaskKey};
use anyhow::{Context, Result, ensure};
use base::time::japan_date;
use e2e::browser::Screen;
use e2e::walk;
use questionnaire::assess::{self, Span};
use questionnaire::tasks;
use serde_json::Value;
use town::Content;

use crate::employer::{Hands, INN, Visit};

/// Period, times, count and minutes, as they are typed.
fn inputs() -> Vec<(&'static str, u32, u32, f64)> {
    let mut all = Vec::new();
    for period in ["week", "month", "year"] {
        for times in [1, 2, 5, 11, 12, 13, 30] {
            for count in [1, 3, 7, 20, 100, 333] {
                for minutes in [0.1, 1.5, 3.0, 7.7, 10.0, 45.0, 120.0] {
                    all.push((period, times, count, minutes));
                }
            }
        }
    }
    all
}

/// Types every input into the page's form, and gives what the estimate says each time.
fn typing() -> Result<String> {
    let inputs = serde_json::to_string(&inputs())?;
    Ok(format!(
        "(() => {{ const out = document.querySelector('output[data-estimate]'), form = out.closest('form');\
         return {inputs}.map(([period, times, count, minutes]) => {{\
         form.elements.period.value = period;\
         for (const [name, value] of Object.entries({{ times, count, minutes }})) form.elements[name].value = value;\
         form.dispatchEvent(new Event('input')); return out.textContent; }}); }})()"
    ))
}

#[test]
fn the_running_estimate_is_the_price_of_the_result() {
    walk(Screen::DESK, async |town, browser| {
        let visit = Visit {
            browser,
            who: &INN,
            hands: Hands::Pointer,
            close: false,
        };
        visit.pick().await?;
        let path = browser.path().await?;
        let key = path.rsplit('/').next().unwrap_or_default().to_owned();
        let said = browser.evaluate(&typing()?).await?;
        let said: Vec<&str> = said
            .as_array()
            .context("what it says")?
            .iter()
            .filter_map(Value::as_str)
            .collect();
        let (content, today) = (Content::embedded(), japan_date(town.now()));
        let pick = answers::Pick {
            key: TaskKey(key),
            name: None,
        };
        let task = tasks::Task::of(&pick, &content).context("a task of the catalogue")?;
        ensure!(said.len() == inputs().len(), "{} estimates", said.len());
        for ((period, times, count, minutes), said) in inputs().into_iter().zip(said) {
            let given = TaskAnswers {
                period: Period::from_code(period).context("a period")?,
                times,
                count,
                minutes,
                per: task.unit.per,
                ..task.typical().context("typical answers")?
            };
            let price = assess::price(&task, &given, &content.programme, today)
                .context("a known amount")?;
            let span = match price.span {
                Span::Month => "1か月",
                Span::Job => "1回",
            };
            let wanted = format!("{span}に税込{}です。", base::text::yen(price.gross));
            ensure!(
                said.ends_with(&wanted),
                "{period} {times} {count} {minutes}: {said}, not {wanted}"
            );
        }
        Ok(())
    });
}
