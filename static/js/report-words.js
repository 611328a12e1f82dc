// The words of a report: a figure chosen from the list lands where one was writing, the list narrows
// while one types, and nobody leaves what is not saved unasked. The page works without.
(() => {
  "use strict";

  const form = document.querySelector("form[data-words]");
  if (!form) return;

  const find = document.querySelector("[data-find]");
  let writing = form.querySelector("textarea");
  let isChanged = false;

  form.addEventListener("focusin", (event) => {
    if (event.target.matches("textarea")) writing = event.target;
  });
  form.addEventListener("input", () => { isChanged = true; });
  form.addEventListener("submit", () => { isChanged = false; });
  addEventListener("beforeunload", (event) => {
    if (isChanged) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-places]");
    if (!button || !writing) return;
    writing.setRangeText(button.dataset.places, writing.selectionStart, writing.selectionEnd, "end");
    writing.focus();
    writing.dispatchEvent(new Event("input", { bubbles: true }));
  });

  const narrow = () => {
    const wanted = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const group of document.querySelectorAll("[data-figure-group]")) {
      const figures = [...group.querySelectorAll("[data-figure]")];
      for (const figure of figures) {
        const text = figure.textContent.toLowerCase();
        figure.hidden = !wanted.every((word) => text.includes(word));
      }
      group.hidden = figures.every((figure) => figure.hidden);
    }
  };

  document.querySelector("[data-find-button]").hidden = true;
  find.addEventListener("input", narrow);
  find.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
})();
