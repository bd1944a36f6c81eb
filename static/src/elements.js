/** Small pieces of the page. Text always goes in as text, never as HTML. */

/**
 * An element with a class and text or children.
 * @param {string} tag
 * @param {string} className
 * @param {...(string|Node)} children
 */
function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** A picture for a group of branches, drawn in the current colour on a 24 by 24 field. */
const GLYPHS = [
  // learning and culture: an open book
  "M12 6.6C10 5.2 7 4.7 3.8 5v12.6c3.2-.3 6.2.2 8.2 1.6 2-1.4 5-1.9 8.2-1.6V5C17 4.7 14 5.2 12 6.6zm0 0v12.6",
  // sport and nature: a leaf
  "M5 19.5c0-9 5-14 14.5-15C20 13.500 15.500 19 8.500 18.500M5 19.500C7 15 10 12 14.500 9.500",
  // care and welfare: a heart
  "M12 19.800C5.500 15.500 3.500 12.500 3.500 9.300 3.500 6.800 5.400 5 7.700 5 9.500 5 11.200 6 12 7.700 12.800 6 14.500 5 16.300 5c2.300 0 4.200 1.800 4.200 4.300 0 3.200-2 6.200-8.500 10.500z",
  // living together: a house
  "M3.500 11.500 12 4.500l8.500 7M6 10v9.500h12V10M10 19.500v-5h4v5",
  // shops and hospitality: a cup
  "M5 8.500h11v6a4.500 4.500 0 0 1-4.500 4.500h-2A4.500 4.500 0 0 1 5 14.500zM16 10h1.500a2.500 2.500 0 0 1 0 5H16M8 3.500v2M12.500 3.500v2",
  // work: a briefcase
  "M4 8.500h16v10.500H4zM9 8.500V5.500h6v3M4 13h16",
  // not said: a dot
  "M12 10.500a1.500 1.500 0 1 1 0 3 1.500 1.500 0 0 1 0-3z",
];

/** @param {number} group a position in GLYPHS */
function glyph(group) {
  const drawn = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawn.setAttribute("viewBox", "0 0 24 24");
  drawn.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", GLYPHS[group]);
  drawn.append(path);
  return drawn;
}

/** A marker that is a real button: reachable with Tab, pressed with Enter or the space bar. */
const ButtonIcon = L.DivIcon.extend({
  createIcon() {
    const { label, content, colour } = this.options;
    const button = element("button", "", content);
    button.type = "button";
    if (label) button.setAttribute("aria-label", label);
    if (colour) button.style.setProperty("--colour", colour);
    this._setIconStyles(button, "icon");
    return button;
  },
});

/**
 * @param {L.LatLngExpression} place
 * @param {{className: string, size: number, label: string, content: Node, colour?: string}} looks
 * @param {object} [options] further options of the marker
 */
function buttonMarker(place, { className, size, label, content, colour }, options = {}) {
  const icon = new ButtonIcon({ className, iconSize: [size, size], label, content, colour });
  const marker = L.marker(place, { icon, keyboard: false, riseOnHover: true, ...options });
  marker.on("add", () => {
    const button = marker.getElement();
    button.addEventListener("focus", () => {
      // Follows the Tab key only: after a tap the map stays where it is.
      if (button.matches(":focus-visible")) marker._map?.panInside(place, { padding: [56, 56] });
    });
  });
  return marker;
}

/** The colour of a group of branches. */
function groupColour(group) {
  return `var(--kaart-group-${group})`;
}
