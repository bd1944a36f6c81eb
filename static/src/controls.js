/** Buttons and notices on the map. */

/** @param {L.Map} map @param {L.LatLngBounds} country */
function addControls(map, country) {
  map.zoomControl?.remove();
  L.control.zoom({ position: "bottomright", zoomInTitle: say("zoom-in"), zoomOutTitle: say("zoom-out") }).addTo(map);
  const home = L.control({ position: "bottomright" });
  home.onAdd = () => {
    const bar = element("div", "leaflet-bar");
    const button = element("button", "kaart-home");
    button.type = "button";
    button.title = say("whole-country");
    button.setAttribute("aria-label", say("whole-country"));
    const drawn = glyph(3);
    drawn.firstChild.setAttribute("d", "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5");
    button.append(drawn);
    button.addEventListener("click", () => map.fitBounds(country));
    L.DomEvent.disableClickPropagation(bar);
    bar.append(button);
    return bar;
  };
  home.addTo(map);
}

/** What the pictures on single activities mean. Closed until asked for. */
function addLegend(map) {
  const legend = L.control({ position: "topleft" });
  legend.onAdd = () => {
    const rows = GLYPHS.map((_, group) => {
      const sign = element("span", "kaart-sign", glyph(group));
      sign.style.setProperty("--colour", groupColour(group));
      return element("li", "", sign, say(`group-${group}`));
    });
    const circle = element("span", "kaart-sign kaart-sign-cluster", "12");
    rows.unshift(element("li", "", circle, say("legend-cluster")));
    const details = element("details", "kaart-legend", element("summary", "", say("legend")), element("ul", "", ...rows));
    L.DomEvent.disableClickPropagation(details);
    L.DomEvent.disableScrollPropagation(details);
    return details;
  };
  legend.addTo(map);
}

/** Says, inside the map, that activities could not be fetched, and offers another try. */
class Notice {
  /** @param {L.Map} map @param {() => void} onRetry */
  constructor(map, onRetry) {
    this.box = element("div", "kaart-notice");
    this.box.setAttribute("role", "status");
    map.getContainer().append(this.box);
    this.onRetry = onRetry;
    L.DomEvent.disableClickPropagation(this.box);
    window.addEventListener("online", onRetry);
  }

  /** @param {boolean} failed */
  set(failed) {
    if (failed === this.failed) return;
    this.failed = failed;
    this.box.replaceChildren();
    if (!failed) return;
    const again = element("button", "kaart-button", say("try-again"));
    again.type = "button";
    again.addEventListener("click", this.onRetry);
    this.box.append(element("p", "", say("unreachable")), again);
  }
}
