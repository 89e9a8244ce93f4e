// Questions by keyboard, a count of picks, steps to move, and plain words when the line is down.
// Everything here is a comfort: each page works without this file.

const SWITCH = "notewright.single-keys";

const letters = "ABCDE"; // later rows have their digits: F is for the flag

const CONFIDENCE = { ",": "guessing", ".": "unsure", "-": "sure" };

const questionOf = (element) => element?.closest?.(".question") ?? null;

// The question that keys speak to: the one with the focus, or the only one on the page.
function questionInReach() {
  const focused = questionOf(document.activeElement);
  if (focused) return focused;
  const all = document.querySelectorAll(".question");
  return all.length === 1 ? all[0] : null;
}

function singleKeysAreOn() {
  try {
    return localStorage.getItem(SWITCH) !== "off";
  } catch {
    return true;
  }
}

function switchSingleKeys(on) {
  try {
    localStorage.setItem(SWITCH, on ? "on" : "off");
  } catch {
    // Storage may be closed; then the choice holds for this page alone.
  }
}

function rowFor(question, key) {
  const place = /^[1-9]$/.test(key) ? Number(key) - 1 : letters.indexOf(key.toUpperCase());
  return place < 0 ? null : (question.querySelectorAll(".option-input")[place] ?? null);
}

// What was answered already and waits to be sent is not changed any more.
const isWaiting = (question) => question.querySelector(".question-choices[inert]") !== null;

function choose(input) {
  if (input.disabled || isWaiting(questionOf(input))) return;
  input.focus();
  input.click();
}

function goOn(question) {
  question.querySelector(".question-next")?.click();
}

function answer(question) {
  if (isWaiting(question)) question.querySelector("[data-outbox-send]").click();
  else question.querySelector(".question-form")?.requestSubmit();
}

function answerWith(question, confidence) {
  question.querySelector(`button[name=confidence][value=${confidence}]`)?.click();
}

const isTyping = (element) =>
  element.isContentEditable ||
  element.matches("textarea, select, input:not([type=radio]):not([type=checkbox])");

const doesItself = (element) => element.matches("a[href], button, summary");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
  if (document.querySelector("dialog[open]") || isTyping(event.target)) return;
  if (event.key === "?" && singleKeysAreOn()) {
    openSheet();
    return;
  }
  const question = questionInReach();
  if (!question) return;
  const answered = question.classList.contains("is-answered");
  if (event.key === "Enter") {
    if (doesItself(event.target)) return;
    event.preventDefault();
    if (answered) goOn(question);
    else answer(question);
    return;
  }
  if (!singleKeysAreOn() || event.key.length !== 1) return;
  if (answered && event.key.toLowerCase() === "n") {
    goOn(question);
    return;
  }
  // Where an answer is written, one just begins to write.
  const field = question.querySelector(".written-input:enabled");
  if (field && !isWaiting(question)) {
    if (event.key !== " ") field.focus();
    return;
  }
  if (event.key.toLowerCase() === "f") {
    question.querySelector(".flag-button")?.click();
    return;
  }
  if (event.key in CONFIDENCE) {
    answerWith(question, CONFIDENCE[event.key]);
    return;
  }
  const row = rowFor(question, event.key);
  if (row) {
    event.preventDefault();
    choose(row);
  }
});

// The sheet of keys.

function openSheet() {
  const sheet = document.querySelector("dialog.keys");
  if (!sheet) return;
  const single = sheet.querySelector("[data-keys=single]");
  if (single) single.checked = singleKeysAreOn();
  sheet.showModal();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-keys]");
  if (button?.dataset.keys === "open") openSheet();
  if (button?.dataset.keys === "close") button.closest("dialog").close();
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-keys=single]")) switchSingleKeys(event.target.checked);
  if (event.target.matches(".option-input")) countPicks(questionOf(event.target));
});

// How many are picked, and how long it took.

function countPicks(question) {
  const count = question?.querySelector(".picks-count");
  if (!count) return;
  const picked = question.querySelectorAll(".option-input:checked").length;
  count.textContent = `${picked} of ${count.dataset.picks} chosen`;
  count.classList.toggle("is-too-many", picked > Number(count.dataset.picks));
  count.hidden = false;
}

// Steps to put in order: buttons move them, and the lists of places underneath follow.

const rowsOf = (steps) => [...steps.querySelectorAll(".step-row")];

const listOf = (row) => row.querySelector(".step-select");

function makeMovable(steps) {
  const rows = rowsOf(steps);
  if (rows.some((row) => listOf(row).disabled)) return;
  const places = new Set(rows.map((row) => listOf(row).value));
  if (!places.has("") && places.size === rows.length) {
    steps.append(...rows.sort((one, other) => listOf(one).value - listOf(other).value));
  }
  for (const row of rows) {
    listOf(row).hidden = true;
    for (const part of row.querySelectorAll(".step-place, .step-moves")) part.hidden = false;
  }
  numberSteps(steps);
}

function numberSteps(steps) {
  const rows = rowsOf(steps);
  for (const [place, row] of rows.entries()) {
    row.querySelector(".step-place").textContent = place + 1;
    const [up, down] = row.querySelectorAll(".step-move");
    up.setAttribute("aria-disabled", place === 0);
    down.setAttribute("aria-disabled", place === rows.length - 1);
  }
}

// An order that nobody touched is no answer: the places are given with the first move.
function moveStep(button) {
  const row = button.closest(".step-row");
  const steps = row.parentElement;
  const up = button.dataset.move === "-1";
  const neighbour = up ? row.previousElementSibling : row.nextElementSibling;
  if (!neighbour) return;
  if (up) neighbour.before(row);
  else neighbour.after(row);
  button.focus();
  numberSteps(steps);
  const rows = rowsOf(steps);
  for (const [place, one] of rows.entries()) listOf(one).value = String(place + 1);
  listOf(row).dispatchEvent(new Event("change", { bubbles: true })); // where each change is saved
  const text = row.querySelector(".step-words").textContent;
  steps.parentElement.querySelector("[data-moved]").textContent =
    `${text}: place ${rows.indexOf(row) + 1} of ${rows.length}`;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-move]");
  if (button) moveStep(button);
});

// Time spent: only while the page can be seen, by a clock that nobody sets, and across a reload.

const SPENT = "notewright.spent.";

let seen = 0; // milliseconds
let since = document.hidden ? null : performance.now();

const visibleTime = () => seen + (since === null ? 0 : performance.now() - since);

document.addEventListener("visibilitychange", () => {
  seen = visibleTime();
  since = document.hidden ? null : performance.now();
  if (document.hidden) noteSpent();
});

const shownAt = new WeakMap(); // form -> visible time at which it was shown, less what went before

const spentOn = (form) => visibleTime() - shownAt.get(form);

function storedSpent(form) {
  try {
    return Number(sessionStorage.getItem(SPENT + form.getAttribute("action"))) || 0;
  } catch {
    return 0;
  }
}

function noteSpent() {
  for (const form of document.querySelectorAll(".question-form")) {
    if (!shownAt.has(form)) continue;
    try {
      sessionStorage.setItem(SPENT + form.getAttribute("action"), Math.round(spentOn(form)));
    } catch {
      // Storage may be closed; then the time before a reload is not counted.
    }
  }
}

window.addEventListener("pagehide", noteSpent);

function meet(root) {
  const found = root.matches?.(".question") ? [root] : root.querySelectorAll(".question");
  for (const question of found) {
    const form = question.querySelector(".question-form");
    if (form && !shownAt.has(form)) shownAt.set(form, visibleTime() - storedSpent(form));
    countPicks(question);
    for (const steps of question.querySelectorAll("[data-steps]")) makeMovable(steps);
  }
}

function noteSeconds(form) {
  const field = form.querySelector("input[name=seconds]");
  if (!field || !shownAt.has(form)) return;
  field.value = (spentOn(form) / 1000).toFixed(1);
  noteSpent(); // a refused answer comes back in a new form
}

// Caught on the way down, so that htmx finds the field filled.
document.addEventListener("submit", (event) => noteSeconds(event.target), true);

// htmx: a new question arrives, the session has ended, or the line is down.

document.addEventListener("htmx:load", (event) => meet(event.target));

// Who logged in again in another tab has a new token, and the form still holds the old one.
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/)?.[1];
  const { parameters } = event.detail;
  if (token && questionOf(event.target) && parameters.csrfmiddlewaretoken) {
    parameters.csrfmiddlewaretoken = token;
  }
});

// A redirect means that the log-in has run out: load the page anew, which leads there and back.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, target, pathInfo } = event.detail;
  if (!target.closest(".question, .check-place") || !xhr.responseURL) return;
  const asked = new URL(pathInfo.finalRequestPath, location.href);
  if (new URL(xhr.responseURL).pathname === asked.pathname) return;
  event.detail.shouldSwap = false;
  location.reload();
});

// An answer that has not got through (static/js/outbox.js): said beside the question, where one looks, so
// that the message at the head of the page is not needed. What was answered stays as it was.

document.addEventListener("outbox:waiting", (event) => {
  const question = questionOf(event.target);
  if (!question || event.detail.reason === "login") return;
  markWaiting(question, true);
});

document.addEventListener("outbox:restored", (event) => {
  const question = questionOf(event.target);
  if (question) meet(question);
});

document.addEventListener("outbox:settled", (event) => {
  const question = questionOf(event.target);
  if (!question) return;
  markWaiting(question, false);
  if (event.detail.elsewhere) {
    const address = event.target.getAttribute("hx-post");
    htmx.ajax("GET", address, { target: question, swap: "outerHTML" });
  }
});

function markWaiting(question, waiting) {
  question.querySelector(".question-choices")?.toggleAttribute("inert", waiting);
  question.querySelector(".question-trouble")?.toggleAttribute("hidden", !waiting);
  question.querySelector(".answer-buttons")?.toggleAttribute("hidden", waiting);
}

// The guest's question is not kept: it says for itself that it did not get through.
function tellTrouble(event) {
  if (!event.target.matches?.(".question-form:not([data-outbox])")) return;
  event.target.querySelector(".question-trouble").hidden = false;
}

for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(name, tellTrouble);
}

for (const button of document.querySelectorAll("[data-keys=open]")) button.hidden = false;
meet(document);
