// Finds pages for the words in the address, in the list Zola calls the Fuse index. Owns: reading the list, comparing
// Japanese whatever its width and kana, readings of kanji, showing what was found. The page works without it.
(async () => {
  const place = document.getElementById("found");
  const words = new URLSearchParams(location.search).get("q")?.trim();
  if (!place || !words) return;
  document.getElementById("f-q").value = words;

  // Full and half width, upper and lower case, katakana and hiragana count as the same.
  const plain = (text) => text.normalize("NFKC").toLowerCase()
    .replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));

  const say = (text) => { place.querySelector("[role=status]").textContent = text; };
  let pages, readings;
  try {
    const get = async (url) => (await fetch(url)).json();
    [pages, readings] = await Promise.all([get(place.dataset.index), get(place.dataset.readings)]);
  } catch {
    say("さがすための表を読めませんでした。時間をおいて、もう一度おためしください。");
    return;
  }

  // A word typed as it sounds also stands for the kanji that sound so.
  const spellings = (term) => {
    const same = [term];
    for (const [kanji, reading] of Object.entries(readings)) {
      if (term.includes(reading)) same.push(term.replaceAll(reading, plain(kanji)));
      else if (term.length > 1 && reading.startsWith(term)) same.push(plain(kanji));
    }
    return same;
  };
  const terms = plain(words).split(/\s+/).map(spellings);

  const weights = { title: 9, description: 3, body: 1 };
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
  const found = pages
    .map((page) => ({ ...page, plain: Object.fromEntries(Object.keys(weights).map((part) => [part, plain(page[part] ?? "")])) }))
    .map((page) => ({ page, sum: score(page) }))
    .filter(({ page, sum }) => sum && page.title)
    .sort((a, b) => b.sum - a.sum);

  say(found.length ? `「${words}」のページが ${found.length} 件あります。`
    : `「${words}」のページは見つかりませんでした。短いことばや、ほかの言い方でもおためしください。`);
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
