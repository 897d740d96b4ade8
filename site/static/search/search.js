// Finds pages, tasks and answers for the words in the address: pages in the list Zola calls the Fuse index, tasks,
// answers and what stands around a guide's text in the lists on the page itself. Owns: comparing Japanese whatever its width and kana, readings of kanji, words that mean nearly the
// same, showing what was found. The page works without it.
(async () => {
  const place = document.getElementById("found");
  const words = new URLSearchParams(location.search).get("q")?.trim();
  if (!place || !words) return;
  document.getElementById("f-q").value = words;

  // Full and half width, upper and lower case, katakana and hiragana count as the same.
  const plain = (text) => text.normalize("NFKC").toLowerCase()
    .replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));

  const say = (text) => { place.querySelector("[role=status]").textContent = text; };
  let pages, known;
  try {
    const get = async (url) => (await fetch(url)).json();
    [pages, known] = await Promise.all([get(place.dataset.index), get(place.dataset.words)]);
  } catch {
    say("探すための表を読めませんでした。時間をおいて、もう一度おためしください。");
    return;
  }
  const links = [...document.querySelectorAll("[data-says]")];
  const listed = links.filter((link) => link.hash)
    .map((link) => ({ url: link.href, title: link.textContent, description: link.dataset.says }));
  const around = new Map(links.filter((link) => !link.hash).map((link) => [link.href, link.dataset.says]));
  for (const page of pages) page.body = [page.body, around.get(page.url)].join("\n");

  // A word typed as it sounds also stands for the kanji that sound so, and for what others call the same.
  const spellings = (term) => {
    const same = [term];
    for (const [kanji, reading] of Object.entries(known.readings)) {
      if (term.includes(reading)) same.push(term.replaceAll(reading, plain(kanji)));
      else if (term.length > 1 && reading.startsWith(term)) same.push(plain(kanji));
    }
    for (const [word, others] of Object.entries(known.near)) {
      if (same.includes(plain(word))) same.push(...others.map(plain));
    }
    return same;
  };

  const weights = { title: 9, description: 3, body: 1 };
  const all = [...pages, ...listed].filter((page) => page.title)
    .map((page) => ({ page, plain: Object.fromEntries(Object.keys(weights).map((part) => [part, plain(page[part] ?? "")])) }));
  const search = (terms) => {
    const score = (page) => {
      let sum = 0;
      for (const same of terms) {
        let best = 0;
        for (const [part, weight] of Object.entries(weights)) {
          if (same.some((term) => page.plain[part].includes(term))) best += weight;
        }
        if (!best) return 0;
        sum += best;
      }
      return sum;
    };
    return all.map((page) => ({ page: page.page, sum: score(page) }))
      .filter(({ sum }) => sum).sort((a, b) => b.sum - a.sum);
  };
  const terms = plain(words).split(/\s+/);
  let found = search(terms.map(spellings));
  // 予約の電話 is 予約 and 電話 to somebody who types it.
  const pieces = terms.flatMap((term) => term.split(/[のをとがにはでや、・]/)).filter((piece) => piece.length > 1);
  if (!found.length && pieces.length) found = search(pieces.map(spellings));
  if (!found.length && pieces.length) found = search([pieces.flatMap(spellings)]);

  say(found.length ? `「${words}」で、${found.length}件見つかりました。`
    : `「${words}」は見つかりませんでした。短い言葉や、ほかの言い方でもおためしください。下に、すべてのページがあります。`);
  const list = place.querySelector("ul");
  for (const { page } of found.slice(0, 30)) {
    const link = document.createElement("a");
    link.href = page.url;
    link.textContent = page.title;
    const about = document.createElement("p");
    about.textContent = page.description ?? "";
    const item = document.createElement("li");
    item.append(link, about);
    list.append(item);
  }
  list.hidden = !found.length;
})();
