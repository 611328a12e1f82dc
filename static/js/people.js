// Ticking people: all on the page at once, and how many are chosen. The form works without.
(() => {
  "use strict";

  const form = document.querySelector("form[data-people]");
  const bar = form?.querySelector(".people-bulk");
  if (!bar) return;

  const ticks = [...form.querySelectorAll("input[name=chosen]")];
  const everybody = form.querySelector("input[name=all]");
  const onPage = bar.querySelector("[data-all-on-page]");
  const pageTick = onPage.querySelector("input");
  const count = bar.querySelector("[data-count]");

  const show = () => {
    const chosen = ticks.filter((tick) => tick.checked).length;
    const all = everybody?.checked ?? false;
    pageTick.checked = chosen > 0 && chosen === ticks.length;
    pageTick.indeterminate = chosen > 0 && chosen < ticks.length;
    for (const tick of [...ticks, pageTick]) tick.disabled = all;
    const words = everybody?.closest("label").textContent.trim() ?? "";
    count.textContent = all ? words : chosen ? bar.dataset.wordsSome.replace("{n}", chosen) : bar.dataset.wordsNone;
    for (const button of bar.querySelectorAll("button")) button.disabled = !all && chosen === 0;
  };

  onPage.hidden = false;
  pageTick.addEventListener("change", () => {
    for (const tick of ticks) tick.checked = pageTick.checked;
    show();
  });
  form.addEventListener("change", show);
  addEventListener("pageshow", show);
  show();
})();
