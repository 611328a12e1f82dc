// Small comforts on top of pages that work without any script.
(() => {
  "use strict";

  // An error summary takes the focus, so that it is the first thing read.
  const focusSummary = (root) => root.querySelector("[data-takes-focus]")?.focus();

  // Open menus close with Escape and with a press anywhere else.
  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (menu !== except) menu.open = false;
    }
  };

  // Where tabs are wider than the screen, the one that is current is within sight.
  const showTabs = () => {
    for (const tab of document.querySelectorAll(".tabs [aria-current]")) {
      const row = tab.closest(".tabs");
      row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;
    }
  };

  const openDialog = (opener, event) => {
    const dialog = document.getElementById(opener.dataset.opens);
    if (!(dialog instanceof HTMLDialogElement)) return;
    event.preventDefault();
    if (dialog.id === "palette") openPalette(dialog);
    else dialog.showModal();
  };

  const openPalette = (palette) => {
    if (!palette.open) palette.showModal();
    const search = palette.querySelector("input");
    search.focus();
    search.select();
    search.dispatchEvent(new Event("palette"));
  };

  // In what the search found, the arrows lead from one to the next, and back to the words.
  const walkFound = (event) => {
    const palette = event.target.closest?.("#palette");
    if (!palette) return;
    const stops = [palette.querySelector("input"), ...palette.querySelectorAll(".found a")];
    const next = stops[stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
    event.preventDefault();
    next?.focus();
  };

  const showToast = ({ tone = "idle", text = "" }) => {
    const pattern = document.getElementById(`toast-${tone}`) ?? document.getElementById("toast-idle");
    if (!pattern || !text) return;
    const toast = pattern.content.firstElementChild.cloneNode(true);
    toast.querySelector("p").textContent = text;
    const place = document.getElementById("toasts");
    place.append(toast);
    // Bad news stays until the page changes; good news leaves by itself.
    if (tone !== "bad") setTimeout(() => toast.remove(), 8000);
  };

  document.addEventListener("click", (event) => {
    closeMenus(event.target.closest("details.menu"));
    const opener = event.target.closest("[data-opens]");
    if (opener) openDialog(opener, event);
    if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const menu = document.activeElement?.closest("details.menu[open]");
      closeMenus();
      menu?.querySelector("summary").focus();
      // Once is enough, although a search field would first be emptied.
      document.querySelector("#palette[open]")?.close();
    }
    if (event.key === "k" && (event.ctrlKey || event.metaKey)) {
      const palette = document.getElementById("palette");
      if (!palette) return;
      event.preventDefault();
      openPalette(palette);
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") walkFound(event);
  });

  document.addEventListener("DOMContentLoaded", () => focusSummary(document));
  // Beside the pages works what shows a page when there is no network; nothing of anybody is kept.
  addEventListener("load", () => {
    const worker = document.querySelector("meta[name=app-worker]")?.content;
    if (worker) navigator.serviceWorker?.register(worker).catch(() => {});
  });
  document.addEventListener("DOMContentLoaded", showTabs);
  document.addEventListener("htmx:afterSwap", (event) => focusSummary(event.target));
  // The server says it with HX-Trigger: {"toast": {"tone": "good", "text": "Saved"}}
  document.addEventListener("toast", (event) => showToast(event.detail));
  document.addEventListener("dialog", (event) => {
    document.getElementById(event.detail.value ?? event.detail.id)?.showModal();
  });
  document.addEventListener("allauth.error", () => {
    showToast({ tone: "bad", text: document.getElementById("toasts")?.dataset.passkey });
  });
  // What asks by itself now and then does so while somebody looks, and fails in silence.
  const isQuiet = (event) => event.target.hasAttribute?.("data-quietly");
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (document.hidden && isQuiet(event)) event.preventDefault();
  });
  for (const failure of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    document.addEventListener(failure, (event) => {
      const status = event.detail.xhr?.status ?? 0;
      if ((status >= 400 && status < 500) || isQuiet(event)) return;
      showToast({ tone: "bad", text: document.getElementById("toasts")?.dataset.failure });
    });
  }
})();
