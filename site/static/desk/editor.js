// Buttons beside the examples of a text editor: each puts its example into the text, where the cursor is.
for (const editor of document.querySelectorAll("[data-editor]")) {
  const text = editor.querySelector("textarea");
  for (const hint of editor.querySelectorAll("[data-only-script]")) hint.hidden = false;
  for (const row of editor.querySelectorAll(".writing > div")) {
    const name = row.querySelector("dt").textContent;
    const example = row.querySelector("code").textContent;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-secondary button-small";
    button.textContent = "入れる";
    button.setAttribute("aria-label", `${name}を入れる`);
    button.addEventListener("click", () => {
      const before = text.value.slice(0, text.selectionStart);
      const chosen = text.value.slice(text.selectionStart, text.selectionEnd);
      const isInline = /^(\*\*|\[)/.test(example);
      const piece = chosen && example.startsWith("**") ? `**${chosen}**` : example;
      const gap = isInline || before === "" || before.endsWith("\n\n") ? "" : "\n\n";
      text.setRangeText(isInline ? piece : `${gap}${piece}\n`, text.selectionStart, text.selectionEnd, "end");
      text.dispatchEvent(new Event("input", { bubbles: true }));
      text.focus();
    });
    row.querySelector("dd").append(button);
  }
}
