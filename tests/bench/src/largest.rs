//! The largest papers that the forms let through: how many bytes they become, and what printing them needs. That every
//! letter there is fits, too, is a test of `pdf`.

use std::process::Command;

use anyhow::{Context, Result, ensure};
use base::time::japan_date;
use forms::limits;
use job_spec::JobSpec;
use job_spec::sheet::Imprint;
use town::Content;

use crate::report::line;
use crate::{journey, memory};

/// The argument, before one of [`TEXTS`], that makes this program the measured process.
pub const CHILD: &str = "--print-largest";

/// The texts that every field is filled with, as often as its limits allow.
const TEXTS: [(&str, &str); 3] = [
    ("a letter a line", "あ\n"),
    ("kanji without a break", "髙"),
    ("a list", "・見本の項目を、ひとつ書く\n"),
];

/// What a function has that prints, in MiB; what a mail may weigh. A mail carries its file in base64.
const MEMORY: f64 = 256.0;
const MAIL: f64 = 5.0;

/// Prints twelve sheets with as many texts as long as their form allows as there is room for, each kind in a fresh process.
pub fn measure() -> Result<()> {
    println!("\nTwelve sheets filled to their limits");
    for (name, _) in TEXTS {
        let (mib, peak) = one(name)?;
        line(
            &format!("  {name}: the mail's file"),
            mib * 4.0 / 3.0,
            "MiB",
            Some(MAIL),
        );
        line(
            &format!("  {name}: memory at most"),
            peak,
            "MiB",
            Some(MEMORY),
        );
    }
    Ok(())
}

fn one(name: &str) -> Result<(f64, f64)> {
    let output = Command::new(std::env::current_exe()?)
        .args([CHILD, name])
        .output()?;
    ensure!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let said = String::from_utf8(output.stdout)?;
    let (mib, peak) = said
        .trim()
        .split_once(' ')
        .context("the child prints two numbers")?;
    Ok((mib.parse()?, peak.parse()?))
}

/// The measured process: prints the sheets, then the file's MiB and the most MiB of memory that it held.
pub fn child(name: &str) -> Result<()> {
    let (_, text) = TEXTS
        .iter()
        .find(|(known, _)| *known == name)
        .context("no such text")?;
    let content = Content::embedded();
    let specs = specs(&content, text)?;
    let imprint = Imprint {
        operator: content.programme.operator.name.clone(),
        reference: None,
        dated: japan_date(journey::now()),
        draft: true,
        price: None,
        helped: None,
    };
    let file = pdf::render(&specs, &imprint, &content.texts)?;
    let mib = |bytes: f64| bytes / 1_048_576.0;
    println!("{} {}", mib(file.len() as f64), mib(memory::peak()?));
    Ok(())
}

fn specs(content: &Content, text: &str) -> Result<Vec<JobSpec>> {
    let saves = journey::saves(content)?;
    let answers = &saves.last().context("a journey has pages")?.answers;
    let drafted = job_spec::drafts(answers, content, japan_date(journey::now()));
    let value = longest(text);
    let twelve = drafted.into_iter().cycle().take(answers::MAX_TASKS);
    let mut specs: Vec<JobSpec> = twelve.collect();
    for spec in &mut specs {
        spec.title = "髙".repeat(limits::TASK_NAME);
        spec.fields.iter_mut().for_each(|field| field.value.clear());
    }
    // As many fields as there is room for.
    for sheet in 0..specs.len() {
        for field in 0..specs[sheet].fields.len() {
            specs[sheet].fields[field].value.clone_from(&value);
            if job_spec::too_long(&specs).is_some() {
                specs[sheet].fields[field].value.clear();
            }
        }
    }
    Ok(specs)
}

/// As much of a repeated text as one field of a sheet takes.
fn longest(text: &str) -> String {
    let taken = |times: &usize| limits::excess(&text.repeat(*times), limits::SPEC).is_none();
    let times = (1..=limits::SPEC).take_while(taken).last().unwrap_or(1);
    text.repeat(times)
}
