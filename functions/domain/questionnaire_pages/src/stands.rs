//! What a task's answers say as they stand, in three short lines to agree to before any question is read.

use answers::{Answers, TaskAnswers};
use base::text::shown;
use base::wording::Wording;
use forms::FieldGroup;
use forms::draw::Draw;
use questionnaire::assess;
use questionnaire::tasks::Task;
use town::Content;
use town::texts::QuestionnaireTexts;

/// What was answered about a task, or else what the catalogue suggests: each line with its heading.
///
/// Empty where every question has to be asked: of an own task, and of one in whose fields something was typed,
/// is wrong or had better not be there.
pub(super) fn lines(
    draw: &Draw,
    answers: &Answers,
    content: &Content,
    task: &Task,
    groups: &[FieldGroup],
) -> Vec<(String, String)> {
    let given = answers.tasks.get(&task.key).cloned();
    let Some(given) = given.or_else(|| task.typical()) else {
        return Vec::new();
    };
    let mut fields = groups.iter().flat_map(|group| &group.fields);
    let is_looked_at = fields.any(|field| !field.warning.is_empty() || !field.error.is_empty());
    if task.row.is_none() || draw.typed.is_some() || is_looked_at {
        return Vec::new();
    }
    let says = &content.texts.questionnaire;
    let told = Told {
        draw,
        says,
        given: &given,
    };
    vec![
        (says.stands_amount().to_owned(), told.amount(task)),
        (says.stands_how().to_owned(), told.how()),
        (says.stands_material().to_owned(), told.material(task)),
    ]
}

/// How often it comes, and how much each time.
pub(super) fn often(
    task: &Task,
    given: &TaskAnswers,
    words: &Wording,
    says: &QuestionnaireTexts,
) -> String {
    let period = words.option("period", given.period.code());
    if task.row.is_none() && given.count == 1 {
        return says.often_own(period, given.times);
    }
    let amount = task.unit.amount(f64::from(given.count));
    says.often(period, given.times, amount)
}

/// How long one lot takes.
pub(super) fn minutes_each(
    task: &Task,
    given: &TaskAnswers,
    words: &Wording,
    says: &QuestionnaireTexts,
) -> String {
    let unit = &words.field("minutes").unit;
    says.minutes_each(task.unit.lot(), shown(given.minutes), unit)
}

struct Told<'a> {
    draw: &'a Draw<'a>,
    says: &'a QuestionnaireTexts,
    given: &'a TaskAnswers,
}

impl Told<'_> {
    /// How often, how much, how long, until when.
    fn amount(&self, task: &Task) -> String {
        let words = self.draw.words;
        let given = self.given;
        let staff = given.staff.map(|staff| {
            let unit = &words.field("staff").unit;
            self.says.with_staff(staff, unit)
        });
        format!(
            "{}、{}{}。{}",
            often(task, given, words, self.says),
            minutes_each(task, given, words, self.says),
            staff.unwrap_or_default(),
            self.answer("slack"),
        )
    }

    /// Who does it how, and how it is judged: a short sentence each.
    fn how(&self) -> String {
        let given = self.given;
        let savings = given.savings.iter();
        let savings =
            savings.map(|saving| self.draw.words.option("savings", saving.code()).to_owned());
        let answers = [
            self.label("procedure"),
            self.answer("done"),
            self.label("judgement"),
            self.label("who"),
            self.label("stop"),
        ];
        answers
            .into_iter()
            .chain(savings)
            .collect::<Vec<_>>()
            .join("。")
    }

    /// What is handed over, how secret it is, and what stays.
    fn material(&self, task: &Task) -> String {
        let secret = match self.given.secrecy.code() {
            "s1" | "s2" => Some(self.answer("arranged")),
            "s3" => Some(self.answer("removable")),
            _ => None,
        };
        let answers = [self.label("material"), self.answer("secrecy")];
        let place = [self.answer("workplace")];
        let answers: Vec<String> = answers.into_iter().chain(secret).chain(place).collect();
        let stays = self.draw.words.field("stays").brief();
        format!(
            "{}。{stays}：{}",
            answers.join("。"),
            task.stays(self.given)
        )
    }

    /// A question with fixed answers and its answer, both as short as they get, e.g. できあがり：だいたいわかる.
    fn answer(&self, field: &str) -> String {
        let question = self.draw.words.field(field).brief();
        let answer = words_of(self.draw, self.given, field);
        format!("{question}：{answer}")
    }

    /// The answer alone, e.g. 決まりどおりでできる; わからない says what it is about.
    fn label(&self, field: &str) -> String {
        match assess::code(self.given, field) {
            "unknown" => self.answer(field),
            _ => words_of(self.draw, self.given, field).to_owned(),
        }
    }
}

/// The words of an answer, without what they have in brackets.
fn words_of<'a>(draw: &'a Draw, given: &TaskAnswers, field: &str) -> &'a str {
    let label = draw.words.option(field, assess::code(given, field));
    label.split('（').next().unwrap_or(label)
}
