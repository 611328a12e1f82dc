// Carrying cards on the board: a mentee onto a mentor with room, a pair onto another pair. Nothing
// is changed here: letting go leads to the page that says what it would do, which the buttons on
// each card lead to as well.
(() => {
  "use strict";

  const cards = [...document.querySelectorAll("[data-waits], [data-pair]")];
  const rooms = [...document.querySelectorAll("[data-room]")];
  const pairs = [...document.querySelectorAll("[data-pair]")];
  let carried = null;

  const targets = () => {
    const others = carried?.dataset.pair ? pairs.filter((pair) => pair !== carried) : [];
    return [...rooms, ...others];
  };

  const address = (target) => {
    const isSwap = "pair" in target.dataset;
    const page = isSwap ? carried.dataset.swap : carried.dataset.move;
    const chosen = isSwap ? target.dataset.pair : target.dataset.room;
    return `${page}?${new URLSearchParams({ chosen })}`;
  };

  const clear = () => {
    carried?.classList.remove("is-carried");
    document.querySelectorAll(".is-target").forEach((each) => each.classList.remove("is-target"));
    carried = null;
  };

  cards.forEach((card) => {
    card.draggable = true;
    card.addEventListener("dragstart", (event) => {
      carried = card;
      card.classList.add("is-carried");
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
    });
    card.addEventListener("dragend", clear);
  });

  [...rooms, ...pairs].forEach((target) => {
    target.addEventListener("dragover", (event) => {
      if (!carried || !targets().includes(target)) return;
      event.preventDefault();
      target.classList.add("is-target");
    });
    target.addEventListener("dragleave", () => target.classList.remove("is-target"));
    target.addEventListener("drop", (event) => {
      if (!carried || !targets().includes(target)) return;
      event.preventDefault();
      const url = address(target);
      clear();
      location.assign(url);
    });
  });
})();
