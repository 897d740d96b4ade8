// A text editor. Buttons beside the examples: each puts its example into the text, where the cursor is.
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

// A photo that is large is made smaller before it is sent: telephones take photos of more than what is taken here.
for (const input of document.querySelectorAll("[data-editor] [type=file]")) {
  input.addEventListener("change", async () => {
    const [photo] = input.files;
    if (!photo || photo.size < 1_500_000) return;
    try {
      const drawn = await createImageBitmap(photo);
      const scale = Math.min(1, 2400 / Math.max(drawn.width, drawn.height));
      const canvas = document.createElement("canvas");
      canvas.width = drawn.width * scale;
      canvas.height = drawn.height * scale;
      canvas.getContext("2d").drawImage(drawn, 0, 0, canvas.width, canvas.height);
      const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
      if (input.files[0] !== photo || !small || small.size >= photo.size) return;
      const files = new DataTransfer();
      files.items.add(new File([small], "photo.jpg", { type: "image/jpeg" }));
      input.files = files.files;
    } catch {
      // What cannot be drawn here is sent as it is, and the answer says what to do.
    }
  });
}
