// Sittings (a mock exam, a practice that tells at its end): what was clicked, the time that is left, and
// the keys between the questions.
//
// Saving is done by htmx and outbox.js (each click with a key of its own, kept until the server has it).
// Here stands what they do not know: which part of the form was clicked, how long it took, what to say.
// Every page works without this file; then a button saves.

const form = document.getElementById("mock-form");

// Time spent on the question: only while it can be seen, by a clock that nobody sets.

let seen = 0; // milliseconds
let since = document.hidden ? null : performance.now();
let told = 0; // what the server knows of it
let telling = 0; // what it knows once the click under way is saved

const visibleTime = () => seen + (since === null ? 0 : performance.now() - since);

document.addEventListener("visibilitychange", () => {
  seen = visibleTime();
  since = document.hidden ? null : performance.now();
});

// What time it is at the server, by a clock that starts with the page. After a sleep it is unknown until
// the server has said it again.

const arrived = performance.getEntriesByType("navigation")[0]?.responseStart ?? performance.now();
const gapBetweenClocks = () => Date.now() - performance.now();

let serverNow = Number(form?.dataset.now) - arrived; // at the zero of performance.now()
let gap = gapBetweenClocks();

const hasSlept = () => Math.abs(gapBetweenClocks() - gap) > 2000;

const serverTime = () => (hasSlept() ? "" : Math.round(serverNow + performance.now()));

document.addEventListener("mock:clock", (event) => {
  serverNow = event.detail.now - performance.now();
  gap = gapBetweenClocks();
});

// At the window, so before outbox.js looks at the form.
function noteClick(event) {
  if (!form || event.target.form !== form) return;
  const part = event.target.name === "flagged" ? "flag" : "answer";
  const { clicked } = form.elements;
  clicked.value = [...new Set([...clicked.value.split(" "), part])].join(" ").trim();
  form.elements.clicked_at.value = serverTime();
  noteSeconds();
}

function noteSeconds() {
  telling = visibleTime();
  form.elements.seconds.value = ((telling - told) / 1000).toFixed(1);
}

window.addEventListener("change", noteClick, true);
window.addEventListener("submit", (event) => event.target === form && noteSeconds(), true);

// Saved or not: said in words.

const state = document.getElementById("save-state");

function mark(unsaved) {
  form?.classList.toggle("is-unsaved", unsaved);
  form?.querySelector("[data-outbox-send]")?.toggleAttribute("hidden", !unsaved);
}

document.addEventListener("outbox:waiting", (event) => {
  if (event.target !== form) return;
  mark(true);
  state.textContent =
    event.detail.reason === "login"
      ? "Not saved: you are logged out. It is kept in this browser."
      : "Not saved, trying again. It is kept in this browser.";
});

document.addEventListener("outbox:settled", (event) => {
  if (event.target !== form) return;
  mark(false);
  told = telling;
  form.elements.clicked.value = "";
  if (event.detail.elsewhere) location.reload();
});

// Between the questions: by button, so that the question is saved first.

const goTo = (name) => document.getElementById(`go-${name}`)?.click();

for (const link of document.querySelectorAll("[data-go]")) link.hidden = !document.getElementById("go-review");

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-go]");
  if (!link) return;
  event.preventDefault();
  goTo(link.dataset.go);
});

const KEYS = { n: "next", p: "previous", r: "review" };

function singleKeysAreOn() {
  try {
    return localStorage.getItem("notewright.single-keys") !== "off";
  } catch {
    return true;
  }
}

document.addEventListener("keydown", (event) => {
  if (!form || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
  if (document.querySelector("dialog[open]") || event.target.matches("a[href], button, summary, select, textarea")) {
    if (event.key === "Enter" || event.target.matches("select, textarea")) return;
  }
  if (event.key === "Enter") {
    event.preventDefault();
    goTo("next");
  } else if (form.querySelector(".written-input")) {
    // Where an answer is written, letters are letters.
  } else if (singleKeysAreOn() && !document.querySelector("dialog[open]")) {
    const place = KEYS[event.key.toLowerCase()];
    if (place) goTo(place);
  }
});

// The time that is left. The server says how much; the page counts it down by a clock that starts with the
// page and that nobody sets, and asks again after a sleep of the machine, on each save, and at the end.

const clock = document.querySelector("[data-clock]");
const MINUTE = 60000;

function keepTime(clock) {
  const face = clock.querySelector("[data-clock-time]");
  const say = document.querySelector("[data-clock-say]");
  const whole = Number(clock.dataset.whole);
  const warnings = [whole / 2, 10 * MINUTE, 5 * MINUTE, MINUTE].filter((one) => one < whole);
  let end = arrived + Number(clock.dataset.left);
  let before = end - performance.now();
  let isUp = false;

  const left = () => Math.max(0, end - performance.now());

  function tick() {
    const now = left();
    face.textContent = `${written(now)} left`;
    clock.classList.toggle("is-short", now <= 5 * MINUTE);
    const due = warnings.filter((one) => before > one && now <= one);
    if (due.length) say.textContent = `${spoken(Math.min(...due))} left.`;
    before = now;
    if (hasSlept()) ask();
    if (now <= 0 && !isUp) timeIsUp();
    setTimeout(tick, now % 1000 || 1000);
  }

  // A machine that slept, or whose clock was set, shows a jump between its two clocks.
  const ask = () => htmx.ajax("GET", clock.dataset.ask, { source: clock, swap: "none" }).catch(() => {});

  document.addEventListener("mock:clock", (event) => {
    if (event.detail.left === undefined) return;
    end = performance.now() + event.detail.left;
    if (event.detail.left > 0) isUp = false;
  });
  document.addEventListener("visibilitychange", () => document.hidden || ask());
  window.addEventListener("online", ask);

  // What is not saved yet is sent first; the server takes it for some seconds after the end.
  async function timeIsUp() {
    isUp = true;
    say.textContent = "The time is up. What was saved counts.";
    face.textContent = "Time is up";
    form?.querySelector("[data-outbox-send]").click();
    for (let tries = 0; tries < 20 && isSaving(); tries += 1) await pause(200);
    htmx.trigger("#time-up", "time-up");
  }

  // Nobody asked for these requests, so nobody is told to try again.
  function quietly(event) {
    if (event.target.id === "time-up") setTimeout(() => htmx.trigger("#time-up", "time-up"), 3000);
    else if (event.target !== clock) return;
    event.stopPropagation();
  }

  for (const name of ["htmx:sendError", "htmx:responseError"]) window.addEventListener(name, quietly, true);

  clock.querySelector("[data-clock-hide]").hidden = false;
  showOrHide(clock, isHidden());
  clock.querySelector("[data-clock-hide]").addEventListener("click", () => {
    const hide = !isHidden();
    remember(hide);
    showOrHide(clock, hide);
  });
  tick();
}

const isSaving = () => form?.matches(".is-unsaved, .htmx-request");

const pause = (milliseconds) => new Promise((resume) => setTimeout(resume, milliseconds));

function written(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [, minutes, rest] = parts.map((part) => String(part).padStart(2, "0"));
  return parts[0] ? `${parts[0]}:${minutes}:${rest}` : `${Number(minutes)}:${rest}`;
}

function spoken(milliseconds) {
  const minutes = Math.round(milliseconds / MINUTE);
  return minutes === 1 ? "1 minute" : `${minutes} minutes`;
}

// Who does not want to see the time puts it away; it is still said at half time and near the end.

const HIDE = "notewright.hide-time";
let hiddenHere = false;

function isHidden() {
  try {
    return localStorage.getItem(HIDE) === "yes";
  } catch {
    return hiddenHere;
  }
}

function remember(hide) {
  hiddenHere = hide;
  try {
    localStorage.setItem(HIDE, hide ? "yes" : "no");
  } catch {
    // Storage may be closed; then the choice holds for this page alone.
  }
}

function showOrHide(clock, hide) {
  for (const part of clock.querySelectorAll("[data-clock-time], [data-clock-until]")) part.hidden = hide;
  const button = clock.querySelector("[data-clock-hide]");
  button.textContent = hide ? "Show the time" : "Hide the time";
}

// A page that the back button brings from the browser's memory may be out of date.
window.addEventListener("pageshow", (event) => {
  if (event.persisted && (form || clock)) location.reload();
});

if (clock) keepTime(clock);
