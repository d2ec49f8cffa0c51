"use strict";
/* Buttons that copy the draft below them. Without the clipboard the draft is marked, to be copied by hand. */
for (const button of document.querySelectorAll(".draft button")) {
  const { textContent: wanted } = button;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = button.nextElementSibling;
    try {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = wanted; }, 3000);
    } catch {
      getSelection().selectAllChildren(text);
    }
  });
}
