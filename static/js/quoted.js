// The very words that an explanation quotes, marked in the passage that it leads to.
//
// A link with data-quote leads to a passage, which the style sheet shows as :target. This file hangs the
// words behind the anchor, takes them off again where one arrives, and marks them until one moves on.
// Without it, or in a browser that cannot mark words, the passage is shown as a whole.

const CARRIED = /^#(p-[0-9a-f]{10})~(.+)$/;
const NAME = "quoted";

const canMark = Boolean(globalThis.CSS?.highlights && globalThis.Highlight);

function carry(root) {
  if (!canMark) return;
  for (const link of root.querySelectorAll("a[data-quote][href*='#p-']")) {
    if (link.hash.includes("~")) continue;
    link.hash += `~${encodeURIComponent(link.dataset.quote)}`;
  }
}

function arrive() {
  const carried = CARRIED.exec(location.hash);
  if (!carried) return;
  const [, anchor, quote] = carried;
  location.replace(`#${anchor}`); // so that :target and the address are what they are without a script
  const passage = document.getElementById(anchor);
  if (passage) mark(passage, decodeURIComponent(quote));
}

function mark(passage, quote) {
  const ranges = quote.split(" | ").map((part) => rangeOf(passage, part));
  CSS.highlights.set(NAME, new Highlight(...ranges.filter(Boolean)));
}

// Lessons are set with curly quotation marks, and quoted with straight ones.
const plain = (text) => text.replace(/[‘’]/g, "'").replace(/[“”]/g, '"').toLowerCase();

// Text of a passage with its white space as one space each, and where each letter of it stands.
function lettersOf(passage) {
  const walker = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest(".marks, .check") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  const letters = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    for (let offset = 0; offset < node.data.length; offset += 1) {
      const letter = /\s/.test(node.data[offset]) ? " " : node.data[offset];
      if (letter !== " " || letters.at(-1)?.letter !== " ") letters.push({ letter, node, offset });
    }
  }
  return letters;
}

function rangeOf(passage, words) {
  const letters = lettersOf(passage);
  const text = plain(letters.map(({ letter }) => letter).join(""));
  const sought = plain(words.replace(/\s+/g, " ").trim());
  const start = sought ? text.indexOf(sought) : -1;
  if (start < 0) return null;
  const first = letters[start];
  const last = letters[start + sought.length - 1];
  const range = new Range();
  range.setStart(first.node, first.offset);
  range.setEnd(last.node, last.offset + 1);
  return range;
}

// Where the passage is gone, one is told instead of being left at the top of the page.
function tellIfGone() {
  const anchor = /^#(p-[0-9a-f]{10})$/.exec(location.hash)?.[1];
  const place = document.querySelector(".lesson #gone");
  if (place) place.hidden = !anchor || Boolean(document.getElementById(anchor));
}

function look() {
  if (canMark) CSS.highlights.delete(NAME);
  arrive();
  tellIfGone();
}

window.addEventListener("hashchange", (event) => {
  // Arriving takes the words off the address, which is a change of it too.
  const before = new URL(event.oldURL).hash;
  if (CARRIED.exec(before)?.[1] === location.hash.slice(1)) tellIfGone();
  else look();
});

document.addEventListener("htmx:load", (event) => carry(event.target));

carry(document);
look();
