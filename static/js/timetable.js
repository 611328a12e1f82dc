// Bars and diamonds of a timetable, moved by pointer or arrow keys. Nothing is saved here: letting
// go, or Enter, leads to the page that shows what the move would do.
(() => {
  "use strict";

  const root = document.querySelector("[data-timetable]");
  const says = document.querySelector("[data-timetable-says]");
  if (!root) return;

  const DAY = 86400000;
  const EDGE = 9;
  const first = Date.parse(`${root.dataset.first}T00:00:00Z`);
  const span = Number(root.dataset.days);
  const forwards = getComputedStyle(root).direction === "rtl" ? -1 : 1;
  const words = new Intl.DateTimeFormat(document.documentElement.lang || undefined, {
    weekday: "short", day: "numeric", month: "long", year: "numeric", timeZone: "UTC",
  });

  const time = (iso) => Date.parse(`${iso}T00:00:00Z`);
  const iso = (at) => new Date(at).toISOString().slice(0, 10);
  const percent = (days) => `${((days / span) * 100).toFixed(3)}%`;

  class Grip {
    constructor(mark) {
      this.mark = mark;
      this.isPoint = "point" in mark.dataset;
      this.from = { starts: time(mark.dataset.starts), ends: time(mark.dataset.ends) };
      this.now = { ...this.from };
      mark.closest(".timeline-track").removeAttribute("aria-hidden");
      mark.classList.add("timeline-grip");
      mark.setAttribute("tabindex", "0");
      mark.setAttribute("role", "button");
      this.name();
      mark.addEventListener("pointerdown", (event) => this.take(event));
      mark.addEventListener("keydown", (event) => this.press(event));
      mark.addEventListener("blur", () => this.drag || this.reset());
    }

    days() {
      const { starts, ends } = this.now;
      return this.isPoint ? words.format(starts) : words.formatRange(starts, ends);
    }

    name() {
      const { label } = this.mark.dataset;
      this.mark.setAttribute("aria-label", `${label}, ${this.days()}: ${root.dataset.hint}`);
    }

    isMoved() {
      return this.now.starts !== this.from.starts || this.now.ends !== this.from.ends;
    }

    // Move both ends, or only one of a bar; a bar keeps at least one day.
    to(starts, ends) {
      this.now = {
        starts: this.from.starts + Math.min(starts, ends + this.length()) * DAY,
        ends: this.from.ends + Math.max(ends, starts - this.length()) * DAY,
      };
      const at = (this.now.starts - first) / DAY;
      this.mark.setAttribute("x", percent(this.isPoint ? at + 0.5 : at));
      if (!this.isPoint) this.mark.setAttribute("width", percent((this.now.ends - this.now.starts) / DAY + 1));
      this.mark.classList.toggle("timeline-moved", this.isMoved());
      says.textContent = `${this.mark.dataset.label}: ${this.days()}`;
    }

    length() {
      return (this.from.ends - this.from.starts) / DAY;
    }

    reset() {
      if (this.isMoved()) this.to(0, 0);
    }

    take(event) {
      if (event.button !== 0) return;
      event.preventDefault();
      this.mark.focus();
      const box = this.mark.getBoundingClientRect();
      const track = this.mark.closest(".timeline-track").getBoundingClientRect();
      const fromStart = forwards > 0 ? event.clientX - box.left : box.right - event.clientX;
      const hasEnds = !this.isPoint && box.width > 4 * EDGE;
      this.drag = {
        x: event.clientX,
        perDay: track.width / span,
        end: !hasEnds ? "" : fromStart < EDGE ? "starts" : box.width - fromStart < EDGE ? "ends" : "",
      };
      this.mark.setPointerCapture(event.pointerId);
      const follow = (moved) => this.follow(moved);
      const stop = (stopped) => {
        this.mark.removeEventListener("pointermove", follow);
        this.mark.removeEventListener("pointerup", stop);
        this.mark.removeEventListener("pointercancel", stop);
        this.drag = null;
        if (stopped.type === "pointerup") this.go();
        else this.reset();
      };
      this.mark.addEventListener("pointermove", follow);
      this.mark.addEventListener("pointerup", stop);
      this.mark.addEventListener("pointercancel", stop);
    }

    follow(event) {
      const days = Math.round(((event.clientX - this.drag.x) * forwards) / this.drag.perDay);
      this.to(this.drag.end === "ends" ? 0 : days, this.drag.end === "starts" ? 0 : days);
    }

    press(event) {
      const step = { ArrowLeft: -forwards, ArrowRight: forwards }[event.key];
      if (step) {
        const days = (this.now.starts - this.from.starts) / DAY + step * (event.shiftKey ? 7 : 1);
        event.preventDefault();
        this.to(days, days);
      } else if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        this.go();
      } else if (event.key === "Escape") {
        this.reset();
      }
    }

    go() {
      const query = new URLSearchParams({ item: this.mark.dataset.key });
      if (this.isMoved()) {
        query.set("starts_on", iso(this.now.starts));
        query.set("ends_on", iso(this.now.ends));
      }
      location.assign(`${root.dataset.move}?${query}`);
    }
  }

  says.hidden = false;
  const grips = [...root.querySelectorAll("[data-key]")].map((mark) => new Grip(mark));
  // Somebody who comes back finds everything where it is, not where it was let go.
  window.addEventListener("pageshow", () => grips.forEach((grip) => grip.reset()));
})();
