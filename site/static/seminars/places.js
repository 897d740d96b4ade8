// Says how a seminar's places stand, where a page has room for it. Owns: reading the states, putting word and sentence
// in, taking the way to register out where there is none. The page says what to do without it.
(async () => {
  const places = document.querySelectorAll("[data-seminar]");
  if (!places.length) return;
  let seminars;
  try {
    const answer = await fetch("/registration/availability.json");
    if (!answer.ok) return;
    ({ seminars } = await answer.json());
  } catch {
    return;
  }
  const kinds = { open: "pine", few: "larch", waitlist: "sky" };
  const taken = new Set(["open", "few", "waitlist"]);
  for (const place of places) {
    const seminar = seminars[place.dataset.seminar];
    if (!seminar) continue;
    const word = document.createElement("span");
    word.className = `tag tag-${kinds[seminar.status] ?? "plain"}`;
    word.textContent = seminar.label;
    place.replaceChildren(word);
    if (place.dataset.brief !== undefined) continue;
    place.append(` ${seminar.text}`);
    for (const way of document.querySelectorAll("[data-register]")) way.hidden = !taken.has(seminar.status);
  }
})();
