// Small helps on top of pages that work without them. Owns: focus on errors, guarding and keeping typed text,
// one send per press, Enter while composing Japanese, the running estimate, print buttons.
(() => {
  const all = (selector) => document.querySelectorAll(selector);

  document.getElementById("error-summary")?.focus();

  for (const button of all("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }

  // Enter that picks a kanji reaches some browsers as a press that sends the form.
  let composing = false;
  document.addEventListener("keydown", (e) => {
    composing = e.key === "Enter" && (e.isComposing || e.keyCode === 229);
  }, true);
  document.addEventListener("keyup", () => { composing = false; }, true);

  const dirty = new Set();
  addEventListener("beforeunload", (e) => { if (dirty.size) e.preventDefault(); });

  for (const form of all('form[method="post"]')) {
    form.addEventListener("input", () => dirty.add(form));
    form.addEventListener("submit", (e) => {
      if (composing || form.dataset.sent) return e.preventDefault();
      form.dataset.sent = "1";
      dirty.clear();
      e.submitter?.setAttribute("aria-disabled", "true");
    });
  }

  // A page that comes back from the browser's memory can be sent again.
  addEventListener("pageshow", () => {
    for (const form of all("form[data-sent]")) delete form.dataset.sent;
    for (const button of all('button[aria-disabled="true"]')) button.removeAttribute("aria-disabled");
  });

  for (const out of all("output[data-picked]")) {
    const form = out.closest("form");
    const show = () => {
      const ticked = form.querySelectorAll("input[type=checkbox]:checked").length;
      const written = [...form.querySelectorAll("input[name^=own]")].filter((own) => own.value.trim());
      out.textContent = `${ticked + written.length}件`;
    };
    out.hidden = false;
    form.addEventListener("input", show);
    show();
  }

  const number = (text) => Number.parseFloat(String(text ?? "").normalize("NFKC").replace(/[,\s]|^約/g, ""));
  for (const out of all("output[data-estimate]")) {
    const form = out.closest("form");
    if (!form) continue;
    const figure = Object.fromEntries(Object.entries(out.dataset).map(([name, text]) => [name, Number(text)]));
    const perMonth = { week: 52 / 12, month: 1, year: 1 / 12 };
    const value = (name) => form.elements[name]?.value;
    const show = () => {
      const minutes = number(value("minutes"));
      const times = number(value("times")) * perMonth[value("period")];
      const lots = form.elements.count ? number(value("count")) / figure.per : 1;
      const hours = (minutes * lots * times) / 60;
      out.parentElement.hidden = !(hours > 0);
      if (out.parentElement.hidden) return;
      // As domain::assess::price works it out: pay and price of one lot rounded up, the order at least the smallest.
      const unit = Math.ceil((Math.ceil((Math.round(minutes * 10) * figure.pay) / 600) * 100) / (100 - figure.share));
      const monthly = times >= 1;
      const net = Math.max(Math.floor(unit * lots * (monthly ? times : 1) + 1e-6), figure.smallest);
      const gross = net + Math.floor((net * figure.tax) / 100);
      const span = monthly ? "1か月" : "1回";
      out.textContent = `月におよそ${hours < 10 ? hours.toFixed(1) : Math.round(hours)}時間。お金の目安は、${span}に税込${gross.toLocaleString("ja-JP")}円です。`;
    };
    form.addEventListener("input", show);
    show();
  }

  // What was typed and not sent outlives a reload and the way back and forth; it stays in this tab, and ends with it.
  const keep = (form, memory) => {
    const key = `typed ${form.dataset.keep} ${form.getAttribute("action")}`;
    const kept = JSON.parse(memory.getItem(key) ?? "null");
    for (const field of kept ? form.querySelectorAll("input:not([type=hidden]), textarea, select") : []) {
      const values = kept.filter(([name]) => name === field.name).map(([, value]) => value);
      const before = `${field.checked} ${field.value}`;
      if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
      else if (values.length) [field.value] = values;
      // Nothing is sent that nobody sees.
      if (before !== `${field.checked} ${field.value}`) for (let at = field; at; at = at.parentElement) if (at.matches("details")) at.open = true;
    }
    if (kept) form.dispatchEvent(new Event("input"));
    form.addEventListener("input", () => {
      const typed = [...new FormData(form)].filter(([name]) => !name.startsWith("_"));
      memory.setItem(key, JSON.stringify(typed));
    });
    form.addEventListener("submit", (e) => { if (!e.defaultPrevented) memory.removeItem(key); });
  };
  // What was refused comes back from the server as it was typed.
  if (!document.getElementById("error-summary")) {
    try {
      for (const form of all("form[data-keep]")) keep(form, sessionStorage);
    } catch {
      // A browser that keeps nothing still sends.
    }
  }
})();
