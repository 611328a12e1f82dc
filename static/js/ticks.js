// Ticking who is here on a bad connection: each press is kept on this phone with its moment, sent as
// soon as there is a way, and forgotten only when it has arrived. The plain form works without.
(() => {
  "use strict";

  const form = document.querySelector("form[data-ticks]");
  if (!form) return;

  const key = `ticks:${form.dataset.ticks}`;
  const says = form.querySelector("[data-ticks-says]");
  const seen = form.querySelector("input[name=seen]");
  const token = form.querySelector("input[name=csrfmiddlewaretoken]").value;
  const boxes = new Map([...form.querySelectorAll("input[name=present]")].map((box) => [box.value, box]));
  const FIRST_WAIT = 2000;
  const LONGEST_WAIT = 60000;

  let memory = {};
  let keeps = true;
  let isSending = false;
  let hasSent = false;
  let refused = "";
  // Somebody pressed Save while a tick was on its way: it is saved as soon as that has arrived.
  let wantsSave = false;
  const stuck = new Set();
  let wait = FIRST_WAIT;
  let timer = 0;

  // Read anew each time: the same page may lie open twice.
  const read = () => {
    if (!keeps) return memory;
    try {
      return JSON.parse(localStorage.getItem(key) ?? "{}");
    } catch {
      return memory;
    }
  };

  const write = (ticks) => {
    memory = ticks;
    try {
      if (Object.keys(ticks).length) localStorage.setItem(key, JSON.stringify(ticks));
      else localStorage.removeItem(key);
    } catch {
      keeps = false;
    }
  };

  const show = () => {
    const count = Object.keys(read()).length;
    const { wordsOne, wordsSome, wordsNone, wordsPrivate } = form.dataset;
    const words = count === 1 ? wordsOne : count ? wordsSome.replace("{n}", count) : hasSent ? wordsNone : "";
    says.textContent = [words, count ? refused : "", count && !keeps ? wordsPrivate : ""].filter(Boolean).join(". ");
  };

  // What waits here is later than what the server knows, until the server says otherwise.
  const draw = (there) => {
    const waiting = read();
    if (there) seen.value = there.filter((id) => boxes.has(id)).join(",");
    for (const [id, box] of boxes) {
      if (id in waiting) box.checked = waiting[id].present;
      else if (there) box.checked = there.includes(id);
    }
    show();
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(send, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  };

  const post = ([person, tick]) => {
    const seconds = Math.max(0, (Date.now() - tick.at) / 1000);
    const body = new URLSearchParams({ person, present: tick.present ? "1" : "0", seconds_ago: String(seconds) });
    return fetch(form.dataset.send, {
      method: "POST", body, headers: { "X-CSRFToken": token }, redirect: "manual", credentials: "same-origin",
    });
  };

  const forget = (person, at) => {
    const ticks = read();
    if (ticks[person]?.at === at) delete ticks[person];
    write(ticks);
  };

  const sendOne = async ([person, tick]) => {
    const response = await post([person, tick]);
    if (response.status >= 500) throw new Error("later");
    if (response.ok) {
      const answer = await response.json();
      forget(person, tick.at);
      hasSent = true;
      refused = "";
      draw(answer.there);
      return true;
    }
    // Signed out, or refused for a reason: the ticks stay, and somebody has to do something.
    const isSaid = (response.headers.get("Content-Type") ?? "").includes("json");
    refused = isSaid ? (await response.json()).sentence : form.dataset.wordsSignedOut;
    show();
    // Of one person alone: the others go on.
    if (response.status === 422) stuck.add(person);
    return response.status === 422;
  };

  const first = () => Object.entries(read()).find(([person]) => !stuck.has(person));

  async function send() {
    clearTimeout(timer);
    if (isSending) return;
    isSending = true;
    try {
      for (let next = first(); next; next = first()) {
        if (!(await sendOne(next))) return;
      }
      wait = FIRST_WAIT;
      if (wantsSave && !stuck.size) form.requestSubmit();
    } catch {
      later();
    } finally {
      isSending = false;
      show();
    }
  }

  form.addEventListener("change", (event) => {
    const box = event.target;
    if (box.name !== "present") return;
    wantsSave = false;
    write({ ...read(), [box.value]: { present: box.checked, at: Date.now() } });
    wait = FIRST_WAIT;
    show();
    send();
  });

  form.addEventListener("submit", (event) => {
    if (!Object.keys(read()).length) return;
    event.preventDefault();
    wantsSave = true;
    refused ||= form.dataset.wordsWait;
    wait = FIRST_WAIT;
    show();
    send();
  });

  const search = form.querySelector("[data-ticks-search]");
  if (search) {
    search.hidden = false;
    search.querySelector("input").addEventListener("input", (event) => {
      const words = event.target.value.trim().toLocaleLowerCase();
      for (const tick of form.querySelectorAll(".tick")) {
        tick.hidden = !tick.textContent.toLocaleLowerCase().includes(words);
      }
    });
    // Enter looks for a name; it saves nothing.
    search.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  }

  addEventListener("online", () => { wait = FIRST_WAIT; send(); });
  addEventListener("storage", (event) => event.key === key && draw());
  addEventListener("pageshow", () => { draw(); send(); });
})();
