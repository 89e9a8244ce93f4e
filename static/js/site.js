/* Small comforts; every page works without them. */

/* An open menu or mark closes with Escape, or when one goes on elsewhere. */
const POPUPS = "details.menu[open], details.marks[open]";

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const popup of document.querySelectorAll(POPUPS)) {
    popup.open = false;
    if (popup.contains(document.activeElement)) popup.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  for (const popup of document.querySelectorAll(POPUPS)) {
    if (!popup.contains(event.target)) popup.open = false;
  }
});

/* One check at a time: opening one in a lesson puts the one before away. */
document.addEventListener("htmx:beforeSwap", (event) => {
  const place = event.detail.target;
  if (!place.classList.contains("check-place")) return;
  for (const other of document.querySelectorAll(".check-place")) {
    if (other !== place) other.replaceChildren();
  }
});

/* A request that did not get through says so where messages stand; a question says it itself. */
const TROUBLE = "That did not reach the server. Nothing is lost: please try again.";

for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(name, (event) => {
    if (event.target.closest(".question-form, [data-outbox]")) return;
    const message = document.createElement("p");
    message.className = "message message-error";
    message.textContent = TROUBLE;
    document.getElementById("messages").replaceChildren(message);
    message.scrollIntoView({ block: "nearest" });
  });
}
