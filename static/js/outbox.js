// Answers wait in the browser until the server has them.
//
// A form with data-outbox, an action, hx-post and a field sent_key is written down in this browser before
// it is sent, and forgotten when the server says so (header Outbox: "stored" or "refused"; config/outbox.py).
// What is not settled is sent again with the same key: by itself when the line is back, after a while, on
// the next page, and by any button with data-outbox-send. It is kept under the person whom the page was made
// for (meta name=person), and nobody else's page sends it.
//
// data-outbox="one":   one answer; sending again is the same answer, so the form's key stays.
// data-outbox="every": each change is an answer of its own: it gets a new key and is kept at once, also
//                      before it is sent. A newer one takes the place of an older one that still waits.
//
// Events on the form, which bubble:
//   outbox:waiting   it did not get through; detail.reason: "line" (no reply), "server", "login" (ended)
//   outbox:restored  what was kept before a reload stands in the fields again and is being sent
//   outbox:settled   detail.stored: whether the server has it, or never takes it; detail.elsewhere: another
//                    tab sent it (or threw it away), so this form is out of date

const PREFIX = "notewright.outbox.";
const FIRST_WAIT = 2000; // milliseconds
const LONGEST_WAIT = 60000;
const LONGEST_REPLY = 20000;
const FRESH = new Set(["csrfmiddlewaretoken"]); // belongs to a page, not to an answer

const person = document.querySelector("meta[name=person]")?.content ?? "";

// The shelf: the browser's storage, or this page's memory where storage is closed or full.

const memory = new Map();

const nameOf = (endpoint) => `${PREFIX}${person}.${endpoint}`;

function keep(entry) {
  const name = nameOf(entry.endpoint);
  try {
    localStorage.setItem(name, JSON.stringify(entry));
    memory.delete(name);
  } catch {
    memory.set(name, JSON.stringify(entry));
  }
}

function forget(entry) {
  if (keptFor(entry.endpoint)?.sentKey !== entry.sentKey) return; // a newer one waits
  const name = nameOf(entry.endpoint);
  memory.delete(name);
  try {
    localStorage.removeItem(name);
  } catch {
    // Nothing was kept there.
  }
}

function stored() {
  try {
    return Object.entries(localStorage);
  } catch {
    return [];
  }
}

const shelf = () => new Map([...stored(), ...memory]);

function parsed(text) {
  try {
    const entry = JSON.parse(text);
    return entry?.endpoint?.startsWith("/") && Array.isArray(entry.fields) ? entry : null;
  } catch {
    return null;
  }
}

const keptFor = (endpoint) => parsed(shelf().get(nameOf(endpoint)) ?? "null");

const allKept = () =>
  [...shelf()]
    .filter(([name]) => name.startsWith(nameOf("")))
    .map(([, text]) => parsed(text))
    .filter(Boolean);

// Forms and what they hold.

const endpointOf = (form) => new URL(form.getAttribute("action"), location.href).pathname;

const isKeeping = (element) => Boolean(person) && element?.matches?.("form[data-outbox]");

const formFor = (endpoint) =>
  [...document.querySelectorAll("form[data-outbox]")].find((one) => endpointOf(one) === endpoint);

// Not crypto.randomUUID: over plain HTTP browsers do not offer it.
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function entryOf(form, data) {
  const fields = [...data].filter(([name, value]) => typeof value === "string" && !FRESH.has(name));
  const title = document.title.replace(/ · [^·]*$/, ""); // without the name of the site
  return { endpoint: endpointOf(form), sentKey: data.get("sent_key"), fields, title };
}

function fill(form, fields) {
  for (const element of form.elements) {
    if (!element.name || element.matches("button, [type=submit]") || FRESH.has(element.name)) continue;
    const values = fields.filter(([name]) => name === element.name).map(([, value]) => value);
    if (element.matches("[type=radio], [type=checkbox]")) {
      element.checked = values.includes(element.value);
    } else if (values.length) {
      element.value = values[0];
    }
  }
}

function tell(form, name, detail = {}) {
  form.dispatchEvent(new CustomEvent(`outbox:${name}`, { bubbles: true, detail }));
}

// Who logged in again in another tab has a new token, and the page still holds the old one.
const token = () =>
  document.cookie.match(/(?:^|; )(?:__Host-)?csrftoken=([^;]+)/)?.[1] ??
  document.querySelector("[name=csrfmiddlewaretoken]")?.value ??
  "";

// Sending by htmx, where the form is on the page.

const again = new WeakMap(); // form -> what is being sent again
const carried = new WeakMap(); // request -> what it carries
const underWay = new Set(); // endpoints
const waiting = new WeakSet(); // forms

document.addEventListener(
  "change",
  (event) => {
    const { form } = event.target;
    if (!isKeeping(form) || form.dataset.outbox !== "every") return;
    form.elements.sent_key.value = newKey();
    keep(entryOf(form, new FormData(form)));
  },
  true,
);

document.addEventListener("htmx:configRequest", (event) => {
  const form = event.detail.elt;
  if (!isKeeping(form) || event.detail.verb !== "post") return;
  const { formData } = event.detail;
  const entry = again.get(form);
  if (entry) {
    for (const name of new Set(formData.keys())) if (!FRESH.has(name)) formData.delete(name);
    for (const [name, value] of entry.fields) formData.append(name, value);
  } else if (form.dataset.outbox === "every" && !keptFor(endpointOf(form))) {
    formData.set("sent_key", newKey());
  }
  if (formData.has("csrfmiddlewaretoken")) formData.set("csrfmiddlewaretoken", token());
  keep(entryOf(form, formData));
});

document.addEventListener("htmx:beforeSend", (event) => {
  const { elt, xhr, requestConfig } = event.detail;
  if (!isKeeping(elt) || requestConfig.verb !== "post") return;
  const entry = entryOf(elt, requestConfig.formData);
  carried.set(xhr, entry);
  underWay.add(entry.endpoint);
});

document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { elt, xhr } = event.detail;
  const entry = carried.get(xhr);
  if (!entry) return;
  finish(elt, entry);
  const verdict = xhr.getResponseHeader("Outbox");
  if (verdict) {
    settle(entry);
    waiting.delete(elt);
    tell(elt, "settled", { stored: verdict === "stored" });
  } else {
    const ended = new URL(xhr.responseURL, location.href).pathname !== entry.endpoint;
    wait(elt, ended ? "login" : "server", xhr.status);
  }
});

for (const name of ["htmx:sendError", "htmx:timeout", "htmx:sendAbort"]) {
  document.addEventListener(name, (event) => {
    const { elt, xhr } = event.detail;
    const entry = carried.get(xhr);
    if (!entry) return;
    finish(elt, entry);
    wait(elt, "line", 0);
  });
}

function finish(form, entry) {
  again.delete(form);
  underWay.delete(entry.endpoint);
}

function settle(entry) {
  forget(entry);
  pause = FIRST_WAIT;
  if (keptFor(entry.endpoint)) tryLater(); // a newer answer, in case its form does not send it
}

function wait(form, reason, status) {
  waiting.add(form);
  tell(form, "waiting", { reason });
  if (isWorthTrying(reason, status)) tryLater();
}

// A refusal that says nothing of the answer (another person is logged in, the token is old) stays one
// until the page is loaded anew.
const isWorthTrying = (reason, status) =>
  reason === "line" || status >= 500 || status === 408 || status === 429;

// Sending what has no form on this page.

async function post(entry) {
  underWay.add(entry.endpoint);
  try {
    const reply = await fetch(entry.endpoint, {
      method: "POST",
      body: new URLSearchParams(entry.fields),
      headers: { "HX-Request": "true", "X-CSRFToken": token() },
      redirect: "manual",
      signal: AbortSignal.timeout(LONGEST_REPLY),
    });
    const verdict = reply.headers.get("Outbox");
    if (verdict) settle(entry);
    else if (isWorthTrying("", reply.status)) tryLater();
    say(entry, verdict ?? "kept");
  } catch {
    say(entry, "kept");
    tryLater();
  } finally {
    underWay.delete(entry.endpoint);
  }
}

const SAID = {
  kept: "An answer of yours has not reached the server. It is kept in this browser and sent again by itself",
  stored: "An answer that was kept in this browser has reached the server",
  refused: "An answer that was kept in this browser came too late to count",
};

function say(entry, verdict) {
  const id = `outbox-${entry.endpoint}`;
  const line = document.getElementById(id) ?? document.createElement("p");
  line.id = id;
  line.className = `message message-${verdict === "stored" ? "success" : "warning"}`;
  const link = document.createElement("a");
  link.href = entry.endpoint;
  link.textContent = entry.title;
  const words = document.createElement("span");
  words.append(`${SAID[verdict]}: `, link, ".");
  line.replaceChildren(words);
  if (verdict === "kept") {
    const doings = document.createElement("span");
    doings.className = "message-do";
    doings.append(button("Send now", sendAll), button("Throw it away", () => drop(entry, line)));
    line.append(doings);
  }
  document.getElementById("messages")?.append(line);
}

function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-link";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

function drop(entry, line) {
  forget(entry);
  line.remove();
}

// Sending again.

let pause = FIRST_WAIT;
let timer = 0;

function tryLater() {
  clearTimeout(timer);
  timer = setTimeout(sendAll, pause);
  pause = Math.min(2 * pause, LONGEST_WAIT);
}

function sendAll() {
  clearTimeout(timer);
  for (const entry of allKept()) {
    if (underWay.has(entry.endpoint)) continue;
    const form = formFor(entry.endpoint);
    if (form) sendAgain(form, entry);
    else post(entry);
  }
}

function sendAgain(form, entry) {
  fill(form, entry.fields);
  again.set(form, entry);
  tell(form, "restored");
  form.requestSubmit();
}

// htmx has taken the forms of the page, or of a part that came in, into its hands.
document.addEventListener("htmx:load", (event) => {
  const form = event.target.querySelector?.("form[data-outbox]");
  if (event.target === document.body || (form && keptFor(endpointOf(form)))) sendAll();
});

window.addEventListener("online", sendAll);

// A page that the back button brings from the browser's memory.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) sendAll();
});

// Another tab has sent what this one waits to send.
window.addEventListener("storage", (event) => {
  if (!event.key?.startsWith(nameOf("")) || event.newValue !== null) return;
  const form = formFor(event.key.slice(nameOf("").length));
  if (!form || !waiting.delete(form)) return;
  tell(form, "settled", { stored: true, elsewhere: true });
});

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-outbox-send]")) sendAll();
});
