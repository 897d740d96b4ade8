//! What a change means for seminars and for those who registered: said before it is published, and told once it is live.

use editing::ChangeNote;
use store::StoreError;
use town::Content;
use town::seminar::Seminar;
use town::texts::DeskTexts;
use web::AppState;

/// What the change makes of seminars, and whom it concerns.
///
/// # Errors
/// When the store fails.
pub(crate) async fn notes(
    state: &AppState,
    before: &Content,
    after: &Content,
) -> Result<Vec<ChangeNote>, StoreError> {
    let texts = &before.texts.desk;
    let (changed, new) = changes(before, after);
    let is_off = |(was, now): &&(&Seminar, &Seminar)| now.is_cancelled() && !was.is_cancelled();
    let off = changed.iter().filter(is_off);
    let off = off.map(|(_, now)| texts.note_seminar(&now.title, now.when()));
    let new = new.iter().map(|it| {
        let closes = it.deadline_words();
        texts.note_new_seminar(&it.title, it.when(), closes)
    });
    let notes = [
        note(texts.note_new(), new.collect()),
        note(texts.note_cancelled(), off.collect()),
        note(texts.note_told(), whom(state, &changed, texts).await?),
        note(
            texts.note_capacity(),
            too_small(state, &changed, texts).await?,
        ),
    ];
    Ok(notes.into_iter().flatten().collect())
}

fn note(label: &str, lines: Vec<String>) -> Option<ChangeNote> {
    let label = label.to_owned();
    (!lines.is_empty()).then_some(ChangeNote { label, lines })
}

/// The seminars that say something else, as they were and are, and the new ones.
fn changes<'c>(
    before: &'c Content,
    after: &'c Content,
) -> (Vec<(&'c Seminar, &'c Seminar)>, Vec<&'c Seminar>) {
    let (mut changed, mut new) = (Vec::new(), Vec::new());
    for now in &after.seminars {
        match before.seminars.iter().find(|it| it.slug == now.slug) {
            Some(was) if was != now || was.online_url != now.online_url => {
                changed.push((was, now));
            }
            Some(_) => {}
            None => new.push(now),
        }
    }
    (changed, new)
}

/// Whom the change is told and how; and those who are registered and told nothing of it.
async fn whom(
    state: &AppState,
    changed: &[(&Seminar, &Seminar)],
    texts: &DeskTexts,
) -> Result<Vec<String>, StoreError> {
    let (mut mails, mut calls) = (0, 0);
    let (mut is_news, mut silent) = (false, Vec::new());
    for (was, now) in changed.iter().filter(|(_, now)| state.now() < now.end) {
        is_news |= was.news() != now.news();
        let told = state.store.foreseen(now, state.now()).await?;
        mails += told.by_mail;
        calls += told.by_phone;
        let all = state.store.reach(&now.slug).await?;
        let registered = all.by_mail + all.by_phone;
        if told.by_mail + told.by_phone == 0 && registered > 0 {
            silent.push(texts.told_not(&now.title, registered));
        }
    }
    let mut lines = told_lines(mails, calls, texts);
    if lines.is_empty() && silent.is_empty() && is_news {
        lines.push(texts.told_nobody().to_owned());
    }
    lines.extend(silent);
    Ok(lines)
}

fn told_lines(mails: usize, calls: usize, texts: &DeskTexts) -> Vec<String> {
    let mails = (mails > 0).then(|| texts.told_mails(mails));
    let calls = (calls > 0).then(|| texts.told_calls(calls));
    mails.into_iter().chain(calls).collect()
}

/// Seminars with less room than places that are taken.
async fn too_small(
    state: &AppState,
    changed: &[(&Seminar, &Seminar)],
    texts: &DeskTexts,
) -> Result<Vec<String>, StoreError> {
    let mut lines = Vec::new();
    let smaller = changed
        .iter()
        .filter(|(was, now)| now.capacity < was.capacity);
    for (_, now) in smaller {
        let taken = state.store.availability(now).await?.taken;
        if taken > now.capacity {
            let (capacity, unit) = (now.capacity, now.unit());
            lines.push(texts.capacity_taken(&now.title, taken, capacity, unit));
        }
    }
    Ok(lines)
}

/// Tells those who registered of what is live since then. It says who was told; where the store fails, that they will be:
/// the hourly round goes on with it.
pub(crate) async fn tell(
    state: &AppState,
    before: &Content,
    after: &Content,
) -> Option<ChangeNote> {
    let texts = &after.texts.desk;
    let (changed, _) = changes(before, after);
    let (mut mails, mut calls) = (0, 0);
    for (_, now) in changed {
        match told(state, now).await {
            Ok(told) => {
                mails += told.0;
                calls += told.1;
            }
            Err(error) => {
                let (error, slug) = (&error as &dyn std::error::Error, &now.slug);
                tracing::error!(error, seminar.slug = slug, "told by the next round");
                let later = vec![texts.told_later().to_owned()];
                return note(texts.note_told(), later);
            }
        }
    }
    note(texts.note_told(), told_lines(mails, calls, texts))
}

/// How many mails go out about a seminar, and how many are to be called.
async fn told(state: &AppState, seminar: &Seminar) -> Result<(usize, usize), StoreError> {
    let now = state.now();
    if now >= seminar.end {
        return Ok((0, 0));
    }
    let mails = state.store.sync_seminar(seminar, now).await?;
    Ok((mails, state.store.reach(&seminar.slug).await?.untold))
}
