// Drawing over many ticks at once, by mouse, pen or finger. Plain ticks work without.
(() => {
  "use strict";

  const LONG_PRESS = 250; // milliseconds; a finger that moves earlier scrolls the page

  const boxAt = (area, x, y) => {
    const label = document.elementFromPoint(x, y)?.closest("label");
    return label && area.contains(label) ? label.querySelector("input[type=checkbox]") : null;
  };

  for (const area of document.querySelectorAll("[data-paint]")) {
    let first = null;
    let isTicking = true;
    let isPainting = false;
    let timer = 0;

    const begin = () => {
      isPainting = true;
      isTicking = !first.checked;
      first.checked = isTicking;
    };

    const end = () => {
      clearTimeout(timer);
      first = null;
      // The click that ends the stroke comes afterwards, and must not undo its last tick.
      setTimeout(() => { isPainting = false; });
    };

    area.addEventListener("pointerdown", (event) => {
      first = event.button === 0 ? boxAt(area, event.clientX, event.clientY) : null;
      if (first && event.pointerType !== "mouse") timer = setTimeout(() => first && begin(), LONG_PRESS);
    });

    area.addEventListener("pointermove", (event) => {
      if (!first) return;
      const box = boxAt(area, event.clientX, event.clientY);
      if (!isPainting && event.pointerType === "mouse" && box && box !== first) begin();
      if (isPainting && box) box.checked = isTicking;
    });

    // While a finger draws, the page stays where it is.
    area.addEventListener("touchmove", (event) => {
      if (isPainting) event.preventDefault();
      else clearTimeout(timer);
    }, { passive: false });

    area.addEventListener("click", (event) => {
      if (isPainting) event.preventDefault();
    });

    for (const kind of ["pointerup", "pointercancel"]) addEventListener(kind, end);
  }
})();
