// While a lesson is written in the admin: what would become of its questions, a moment after each pause.
// Without this file the button beside it opens the same in a tab.

const PAUSE = 600; // milliseconds without a key

const place = document.querySelector("[data-preview]");
const body = document.getElementById("id_body");

if (place && body) {
  const state = place.querySelector(".preview-state");
  const live = place.querySelector(".preview-live");
  let timer = 0;
  let asking = null;

  const say = (text) => {
    state.textContent = text;
    state.hidden = false;
  };

  const refresh = async () => {
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    const form = new FormData();
    form.set("csrfmiddlewaretoken", body.form.elements.csrfmiddlewaretoken.value);
    form.set("body", body.value);
    form.set("part", "questions");
    say("Reading what you wrote …");
    try {
      const answer = await fetch(place.dataset.preview, {
        method: "POST",
        body: form,
        signal: mine.signal,
      });
      if (!answer.ok) throw new Error(answer.status);
      const text = await answer.text();
      if (asking !== mine) return; // a newer one is on its way
      live.innerHTML = text;
      say("Up to date with what you wrote. Nothing is saved yet.");
    } catch (trouble) {
      if (trouble.name === "AbortError") return;
      say(
        trouble.message === "429"
          ? "Too many looks in one minute. The next pause in your writing shows it again."
          : "The preview did not arrive. Your text is still here; go on writing.",
      );
    }
  };

  body.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, PAUSE);
  });
}
