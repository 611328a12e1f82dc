// Answering a survey: one question at a time on a phone, only what is asked, kept until it has
// arrived. What is typed into an anonymous survey leaves this device only when it is sent. The plain
// form works without.
(() => {
  "use strict";

  const answered = document.querySelector("[data-answered]");
  if (answered) {
    try { localStorage.removeItem(`answer:${answered.dataset.answered}`); } catch { /* it keeps nothing */ }
  }
  const form = document.querySelector("form[data-keeps-as]");
  if (!form) return;

  const page = form.closest("[data-answering-page]");
  const words = form.dataset;
  const key = `answer:${words.keepsAs}`;
  const find = (what) => page.querySelector(`[${what}]`);
  const [next, back, send, progress, says] = ["data-next", "data-back", "data-send", "data-progress", "data-says-how"].map(find);
  const questions = [...form.querySelectorAll("[data-question]")];
  const fieldsOf = (question) => [...question.querySelectorAll("input, textarea")];
  const hidden = (name) => form.elements.namedItem(`go.${name}`);
  const phone = matchMedia("(max-width: 40rem)");
  const FIRST_WAIT = 2000;
  const LONGEST_WAIT = 60000;
  const TAP = 800;
  const PAUSE = 250;

  let now = questions[0];
  let kept = null;
  let keeps = true;
  let wantsSend = false;
  let isSending = false;
  let isToSave = false;
  let wait = FIRST_WAIT;
  let timer = 0;
  let saving = 0;
  let tapped = 0;
  let spent = 0;
  let since = document.hidden ? 0 : performance.now();

  // How long somebody looked at the page; away from it the time stands still.
  const seconds = () => Math.round((spent + (since ? performance.now() - since : 0)) / 1000);

  const given = (question) => fieldsOf(question)
    .filter((field) => (field.type === "textarea" ? field.value.trim() : field.checked))
    .map((field) => field.value);

  const asked = () => {
    const names = new Set();
    return questions.filter((question) => {
      const { ifKey, ifValues } = question.dataset;
      if (ifKey) {
        const before = questions.find((each) => each.dataset.question === ifKey);
        if (!names.has(ifKey) || !given(before).some((value) => JSON.parse(ifValues).includes(value))) return false;
      }
      names.add(question.dataset.question);
      return true;
    });
  };

  const write = () => {
    const values = Object.fromEntries(questions.map((each) => [each.dataset.question, given(each)]).filter(([, all]) => all.length));
    kept = { values, at: Date.now(), seconds: seconds(), form: hidden("form")?.value, sending: hidden("sending")?.value, wantsSend };
    try {
      localStorage.setItem(key, JSON.stringify(kept));
    } catch {
      keeps = false;
    }
    const forget = find("data-forget-first");
    if (forget) forget.hidden = !Object.keys(values).length;
  };

  const forget = () => {
    kept = null;
    try { localStorage.removeItem(key); } catch { keeps = false; }
  };

  const say = (text) => { says.textContent = text && !keeps ? `${text} ${words.wordsPrivate}` : text; };

  const draw = () => {
    const steps = asked();
    const isOne = phone.matches && steps.length > 1;
    if (!steps.includes(now)) now = steps[0];
    for (const question of questions) {
      const isAsked = steps.includes(question);
      question.hidden = !isAsked || (isOne && question !== now);
      for (const field of fieldsOf(question)) field.disabled = !isAsked;
    }
    for (const part of form.querySelectorAll("[data-part]")) part.hidden = !part.querySelector("[data-question]:not([hidden])");
    const step = steps.indexOf(now);
    form.classList.toggle("answer-one", isOne);
    find("data-intro").hidden = isOne && step > 0;
    progress.hidden = !isOne;
    next.hidden = !isOne || now === steps.at(-1);
    back.hidden = !isOne || step === 0;
    send.hidden = isOne && now !== steps.at(-1);
    progress.querySelector("[data-step]").textContent = words.wordsStep.replace("{n}", step + 1).replace("{total}", steps.length);
    Object.assign(progress.querySelector("progress"), { value: step + 1, max: steps.length });
  };

  const show = (question, isToFocus = true) => {
    now = question;
    draw();
    if (!isToFocus) return;
    const heading = question.querySelector("[data-says]");
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
    form.scrollIntoView({ block: "start" });
  };

  const complain = (question, why) => {
    const field = question.querySelector(".field");
    if (field.querySelector(".errorlist")) return;
    field.classList.add("field-wrong");
    const list = document.createElement("ul");
    list.className = "errorlist";
    list.append(Object.assign(document.createElement("li"), { textContent: why }));
    question.querySelector("[data-says]").after(list);
  };

  const isMissing = (question) => "required" in question.dataset && !given(question).length;

  const turnBack = (wrong) => {
    for (const [question, why] of wrong) complain(question, why);
    show(wrong[0][0]);
    fieldsOf(wrong[0][0])[0]?.focus({ preventScroll: true });
    say("");
    find("data-alert").textContent = wrong[0][1];
  };

  const goOn = () => {
    if (isMissing(now)) return turnBack([[now, words.wordsRequired]]);
    const steps = asked();
    show(steps[steps.indexOf(now) + 1] ?? now);
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(wantsSend ? sendAll : save, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  };

  const post = (address, isGoing = false) => {
    hidden("seconds").value = seconds();
    return fetch(address, {
      method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "application/json" },
      redirect: "manual", credentials: "same-origin", keepalive: isGoing,
    });
  };

  // A page that leads elsewhere asks to sign in; the answers stay until somebody has.
  const isShut = (response) => response.type === "opaqueredirect" || response.status === 403;

  async function save(isGoing = false) {
    clearTimeout(saving);
    if (!words.draftUrl || !isToSave) return;
    const at = kept?.at;
    try {
      const response = await post(words.draftUrl, isGoing === true);
      if (response.status >= 500) throw new Error("later");
      if (isShut(response)) return say(words.wordsRefused);
      if (kept?.at !== at) return;
      isToSave = false;
      wait = FIRST_WAIT;
      forget();
      if (says.textContent === words.wordsOffline) say("");
    } catch {
      say(words.wordsOffline);
      later();
    }
  }

  async function sendAll() {
    clearTimeout(timer);
    clearTimeout(saving);
    if (isSending) return;
    isSending = true;
    say(words.wordsSending);
    try {
      const response = await post(form.action);
      if (response.status >= 500) throw new Error("later");
      if (isShut(response)) return say(words.wordsRefused);
      const answer = await response.json();
      wantsSend = false;
      if (answer.errors) {
        write();
        return turnBack(questions.filter((each) => each.dataset.question in answer.errors).map((each) => [each, answer.errors[each.dataset.question]]));
      }
      isToSave = false;
      forget();
      location.assign(answer.go);
    } catch {
      say(words.wordsWaiting);
      later();
    } finally {
      isSending = false;
    }
  }

  const restore = () => {
    let found = null;
    try { found = JSON.parse(localStorage.getItem(key) ?? "null"); } catch { keeps = false; }
    if (!found || words.typed || found.at < Number(words.savedAt) * 1000) return;
    if (found.form && hidden("form") && found.form !== hidden("form").value && !location.search.includes("form=")) {
      location.replace(`?form=${found.form}`);
      return;
    }
    kept = found;
    spent = found.seconds * 1000;
    if (found.sending && hidden("sending")) hidden("sending").value = found.sending;
    for (const question of questions) {
      const values = found.values[question.dataset.question] ?? [];
      for (const field of fieldsOf(question)) {
        if (field.type === "textarea") field.value = values[0] ?? "";
        else field.checked = values.includes(field.value);
      }
    }
    isToSave = Boolean(words.draftUrl);
    wantsSend = found.wantsSend;
  };

  // Where somebody left off; after a refusal, at what was refused.
  const place = () => {
    const steps = asked();
    const wrong = steps.find((each) => each.querySelector(".field-wrong"));
    if (wrong) return wrong;
    return steps.some((each) => given(each).length) ? steps.find((each) => !given(each).length) ?? steps.at(-1) : steps[0];
  };

  const changed = (event) => {
    const question = event.target.closest("[data-question]");
    if (!question) return;
    question.querySelector(".errorlist")?.remove();
    find("data-alert").textContent = "";
    question.querySelector(".field")?.classList.remove("field-wrong");
    if (wantsSend) say(words.wordsChanged);
    wantsSend = false;
    isToSave = Boolean(words.draftUrl);
    draw();
    write();
    clearTimeout(saving);
    saving = setTimeout(save, 1000);
  };

  form.addEventListener("input", (event) => event.target.type === "textarea" && changed(event));
  form.addEventListener("change", (event) => {
    if (event.target.type === "textarea") return;
    changed(event);
    // A tap is an answer, and the next question follows; arrow keys go through the answers first.
    const question = event.target.closest("[data-question]");
    const isTap = event.target.type === "radio" && performance.now() - tapped < TAP;
    if (isTap && !next.hidden && question === now) setTimeout(() => question === now && goOn(), PAUSE);
  });
  form.addEventListener("pointerdown", () => { tapped = performance.now(); });
  next.addEventListener("click", goOn);
  back.addEventListener("click", () => {
    const steps = asked();
    show(steps[Math.max(steps.indexOf(now) - 1, 0)]);
  });
  // Enter in the middle of the questions leads on; it sends nothing.
  form.addEventListener("submit", (event) => {
    hidden("seconds").value = seconds();
    if (event.submitter?.name === "go.then") return;
    event.preventDefault();
    if (!next.hidden) return goOn();
    const missing = asked().filter(isMissing);
    if (missing.length) return turnBack(missing.map((each) => [each, words.wordsRequired]));
    wantsSend = true;
    wait = FIRST_WAIT;
    write();
    sendAll();
  });
  document.querySelector("dialog [data-forget]")?.addEventListener("click", () => {
    forget();
    location.replace(location.pathname);
  });
  phone.addEventListener("change", draw);
  addEventListener("offline", () => say(wantsSend ? words.wordsWaiting : words.wordsOffline));
  addEventListener("online", () => {
    wait = FIRST_WAIT;
    if (wantsSend) sendAll();
    else if (isToSave) save();
    if (!wantsSend && !isToSave) say(words.wordsBack);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      spent += since ? performance.now() - since : 0;
      since = 0;
      save(true);
    } else {
      since = performance.now();
    }
  });

  for (const line of form.querySelectorAll("[data-condition]")) line.hidden = true;
  for (const line of page.querySelectorAll("[data-kept-here], [data-kept-there]")) line.hidden = false;
  restore();
  if (kept && find("data-forget-first")) find("data-forget-first").hidden = false;
  show(place(), false);
  if (wantsSend) sendAll();
  else if (isToSave) save();
})();
