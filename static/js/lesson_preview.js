// While a lesson is written in the admin: what it looks like and what it yields, after each pause.
// Without this file the button beside the text opens the same in a tab.

const PAUSE = 600; // milliseconds without a key
const SWITCH = "notewright.lesson-preview";

const place = document.querySelector("[data-preview]");
const body = document.getElementById("id_body");

function isWanted() {
  try {
    return localStorage.getItem(SWITCH) === "on";
  } catch {
    return false;
  }
}

function keepWish(on) {
  try {
    localStorage.setItem(SWITCH, on ? "on" : "off");
  } catch {
    // Storage may be closed; then the choice holds for this page alone.
  }
}

const waitOf = (answer) => Number(answer.headers.get("Retry-After")) || 60; // seconds

// What the instructor opened stays open when a newer answer comes.
function replace(live, html) {
  const open = new Set([...live.querySelectorAll("[data-fold][open]")].map((one) => one.dataset.fold));
  live.innerHTML = html;
  for (const fold of live.querySelectorAll("[data-fold]")) fold.open = open.has(fold.dataset.fold);
}

function follow(place, body) {
  const panel = place.querySelector(".preview-panel");
  const state = place.querySelector(".preview-state");
  const live = place.querySelector(".preview-live");
  const button = place.querySelector("[data-preview-switch]");
  let timer = 0;
  let asking = null;
  let shown = null; // the text that the panel shows

  const say = (text) => {
    state.textContent = text;
  };

  const refreshIn = (milliseconds) => {
    clearTimeout(timer);
    timer = setTimeout(refresh, milliseconds);
  };

  const textToSend = () => {
    const form = new FormData();
    for (const name of ["csrfmiddlewaretoken", "title", "module", "body"]) {
      form.set(name, body.form.elements[name]?.value ?? "");
    }
    form.set("part", "panel");
    return form;
  };

  // Only the last answer counts: whoever asks again gives the earlier question up.
  async function refresh() {
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    const text = body.value;
    say("Reading what you wrote …");
    try {
      const answer = await fetch(place.dataset.preview, {
        method: "POST",
        body: textToSend(),
        signal: mine.signal,
        redirect: "error", // to the log-in page, which is no preview
      });
      if (answer.status === 429) {
        say(`Many previews in a short time. The next one comes in ${waitOf(answer)} seconds.`);
        refreshIn(1000 * waitOf(answer));
        return;
      }
      if (!answer.ok) throw new Error(answer.status);
      const html = await answer.text();
      if (asking !== mine) return;
      replace(live, html);
      shown = text;
      say("As you wrote it. Nothing is saved yet.");
    } catch (trouble) {
      if (trouble.name === "AbortError") return;
      say("The preview did not arrive; your text is still here. Are you online, and logged in?");
    }
  }

  const show = (on) => {
    panel.hidden = !on;
    place.parentElement.classList.toggle("has-preview", on);
    button.setAttribute("aria-expanded", on);
    button.textContent = on ? "Hide preview" : "Show preview";
    if (on && body.value !== shown) refresh();
  };

  button.hidden = false;
  place.querySelector("[data-preview-tab]").textContent = "Preview in a new tab";
  button.addEventListener("click", () => {
    keepWish(panel.hidden);
    show(panel.hidden);
  });
  body.addEventListener("input", () => {
    if (!panel.hidden) refreshIn(PAUSE);
  });
  if (isWanted()) show(true);
}

if (place && body) follow(place, body);
