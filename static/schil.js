// The few things around the pages that Streamlit offers no setting for.
// 1. `lang` follows the chosen language, so that a screen reader picks the right voice.
// 2. Fixed English words of Streamlit's widgets are shown in Dutch.
// 3. From an activity that was opened on a map, one step back is that map with its filters.
// 4. A tap on "Mijn locatie" asks the browser where it is.
// 5. Several rows of page numbers are told apart by the group that each belongs to.
// 6. When somebody read one of a queue and the next has its turn, the focus goes there.
// 7. A button that leads to a field opens the fold around it and puts the focus there.

const WORDS = {
  "Skip to main content": "Ga naar de inhoud",
  "Press Enter to apply": "Druk op Enter",
  "Press Enter to submit form": "Druk op Enter om te versturen",
  "No results": "Niets gevonden",
  "No options to select": "Niets om te kiezen",
  "Select all": "Kies alles",
  "Upload": "Kies bestand",
  "Browse files": "Kies bestand",
  "Drag and drop file here": "Sleep je bestand hierheen",
  "Clear all": "Wis alles",
  "Clear": "Wis",
  "Clear value": "Wis",
  "open": "open",
  "Previous page": "Vorige bladzijde",
  "Next page": "Volgende bladzijde",
  "Go to previous page": "Vorige bladzijde",
  "Go to next page": "Volgende bladzijde",
  "Pagination": "Bladzijden",
  "Expand sidebar": "Open het menu",
  "Collapse sidebar": "Sluit het menu",
  "Open sidebar": "Open het menu",
  "Close sidebar": "Sluit het menu",
  "Close": "Sluit",
  "Fullscreen": "Volledig scherm",
  "Decrement value": "Eén minder",
  "Increment value": "Eén meer",
  "Navigate to home page": "Naar de kaart",
  "Connecting": "Verbinding maken",
  "Running...": "Bezig …",
  "Stop": "Stop",
  "Page not found": "Deze pagina is er niet",
};
// Whole sentences of Streamlit: nobody else writes these, so they are changed wherever they stand.
const SENTENCES = {
  "The page that you have requested does not seem to exist. Running the app's main page.":
    "Deze pagina bestaat niet. Je ziet nu de kaart.",
};
const LIMIT = /^Limit (\d+(?:\.\d+)?\s?[KMG]B) per file(?: • (.*))?$|^(\d+(?:\.\d+)?\s?[KMG]B) per file(?: • (.*))?$/;
const ATTRIBUTES = ["aria-label", "title", "placeholder"];

const language = () => (new URLSearchParams(location.search).get("taal") === "en" ? "en" : "nl");

function translated(words) {
  const trimmed = words.trim();
  if (WORDS[trimmed]) return words.replace(trimmed, WORDS[trimmed]);
  const limit = trimmed.match(LIMIT);
  if (limit) return `Ten hoogste ${limit[1] || limit[3]} per bestand${limit[2] || limit[4] ? ` • ${limit[2] || limit[4]}` : ""}`;
  const page = trimmed.match(/^Page (\d+)$/);
  if (page) return `Bladzijde ${page[1]}`;
  const chosen = trimmed.match(/^Remove (.+)$/);
  return chosen ? `Haal ${chosen[1]} weg` : null;
}

function translate(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = root; node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) {
      // Only words that belong to a widget: what people wrote stays as they wrote it.
      const sentence = SENTENCES[node.nodeValue.trim()];
      if (sentence) node.nodeValue = sentence;
      if (!node.parentElement?.closest("[data-testid], [data-baseweb]")) continue;
      if (node.parentElement.closest('[data-testid="stMarkdown"], [data-testid="stHtml"], [data-testid="stText"]')) continue;
      const dutch = translated(node.nodeValue);
      if (dutch && dutch !== node.nodeValue) node.nodeValue = dutch;
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      for (const name of ATTRIBUTES) {
        const value = node.getAttribute(name);
        const dutch = value && translated(value);
        if (dutch && dutch !== value) node.setAttribute(name, dutch);
      }
    }
  }
}

function follow() {
  document.documentElement.lang = language();
}

new MutationObserver((changes) => {
  follow();
  nameRows();
  if (language() !== "nl") return;
  for (const change of changes) {
    if (change.type === "childList") change.addedNodes.forEach((node) => node.nodeType <= 3 && translate(node));
    else if (change.target.nodeType <= 3) translate(change.target);
  }
}).observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES });
addEventListener("popstate", follow);
follow();

// `st.switch_page` first puts the parameters of the new page behind the address of the old one, as a
// step of its own; only then it goes to the new page. The step between is nowhere anybody was.
const step = history.pushState.bind(history);
history.pushState = (data, title, address) => {
  const to = new URL(address, location.href);
  const isBetween = to.searchParams.has("id") && to.pathname === location.pathname && !to.pathname.endsWith("/activiteit");
  if (!isBetween) step(data, title, address);
};

// A row of page numbers is a landmark; those of several groups on one page need names of their own.
function nameRows() {
  const rows = [...document.querySelectorAll('.stPagination [role="navigation"], nav.stPagination')];
  if (rows.length < 2) return;
  const heads = [...document.querySelectorAll('h2, [class*="st-key-ook_"]')];
  for (const row of rows) {
    const isBefore = (head) => head.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING;
    const head = heads.filter(isBefore).at(-1);
    const name = `${language() === "nl" ? "Bladzijden" : "Pages"}: ${head?.textContent.trim() ?? ""}`;
    if (row.getAttribute("aria-label") !== name) row.setAttribute("aria-label", name);
  }
}

// "Mijn locatie": after a tap the browser is asked where it is. Rounded to about a kilometre here,
// so that nothing more exact ever leaves the browser; "?" when it does not say.
const ROUNDED = 2;

function tell(words) {
  const field = document.querySelector(".st-key-locatieveld input");
  if (!field) return;
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(field, words);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("click", (event) => {
  if (!event.target.closest?.(".st-key-mijn_locatie button")) return;
  if (!navigator.geolocation) return tell("?");
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => tell(`${coords.latitude.toFixed(ROUNDED)},${coords.longitude.toFixed(ROUNDED)}`),
    () => tell("?"),
    { enableHighAccuracy: false, maximumAge: 600000, timeout: 10000 },
  );
});

// Whose turn it is stands in a heading; the button that was pressed for the one before is gone.
let turn = null;

new MutationObserver(() => {
  const heading = document.querySelector("[data-beurt]");
  if (!heading) {
    if (!location.pathname.endsWith("/beoordelen")) turn = null;
    return;
  }
  if (heading.dataset.beurt === turn) return;
  const isNext = turn !== null;
  turn = heading.dataset.beurt;
  if (isNext) {
    heading.focus({ preventScroll: true });
    heading.scrollIntoView({ block: "nearest" });
  }
}).observe(document.body, { childList: true, subtree: true });

// A button that leads to a field: `data-naar` is the key of that field. A fold opens step by step.
const FIRST = "input, textarea, button:not([aria-label])"; // the question mark beside it has a label
const STILL = 10; // frames in which nothing moves
const MOST_FRAMES = 180;

function whenStill(element, then, seen = "", still = 0, frames = 0) {
  const { top, height } = element.getBoundingClientRect();
  const now = `${top} ${height}`;
  const count = now === seen ? still + 1 : 0;
  if (count === STILL || frames === MOST_FRAMES) then();
  else requestAnimationFrame(() => whenStill(element, then, now, count, frames + 1));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-naar]");
  const field = button && document.querySelector(`.st-key-${CSS.escape(button.dataset.naar)}`);
  if (!field) return;
  const fold = field.closest("details");
  if (fold && !fold.open) fold.querySelector("summary").click();
  whenStill(fold || field, () => {
    field.scrollIntoView({ block: "center" });
    field.querySelector(FIRST)?.focus({ preventScroll: true });
  });
});
