/** What an activity is, in a popup: fetched when asked for and set as text. */

/** @typedef {{id: string, title: string, place: string, slots: [number, number][], left: number|null, state: string}} Card */

class Popups {
  /**
   * @param {L.Map} map
   * @param {{cards: string, activityPage: string}} options paths
   * @param {{onChosen: (id: string|null) => void, onOpened: (id: string) => void}} told
   */
  constructor(map, options, told) {
    this.map = map;
    this.options = options;
    this.told = told;
    const small = map.getSize().x < 480;
    this.popup = L.popup({
      maxWidth: small ? 250 : 310,
      minWidth: 200,
      maxHeight: 300,
      autoPanPaddingTopLeft: [16, 72], // clear of the legend
      autoPanPaddingBottomRight: [16, 32],
    });
    map.on("popupopen", () => this.nameCloseButton());
    map.on("popupclose", () => {
      this.told.onChosen(null);
      // Back to the button that opened it, for whoever uses the keyboard.
      if (this.opener?.isConnected) this.opener.focus({ preventScroll: true });
    });
  }

  /** One activity, above its marker. */
  async activity({ id, lat, lon, title }, marker) {
    this.open([lat, lon], element("h3", "", title ?? ""), marker);
    this.told.onChosen(id);
    await this.fill(`${this.options.cards}?ids=${encodeURIComponent(id)}`, ({ activities }) =>
      activities.map((card) => this.card(card)),
    );
  }

  /** The activities of a cluster that zooming in would not take apart. */
  async list(path, marker) {
    this.open(marker.getLatLng(), element("p", "", say("loading")), marker);
    await this.fillList(path, 0, element("ul", "kaart-list"));
  }

  async fillList(path, from, list) {
    await this.fill(`${path}?from=${from}`, ({ total, activities }) => {
      for (const card of activities) list.append(element("li", "", this.card(card)));
      const shown = from + activities.length;
      const content = [element("h3", "", say("together", { count: total })), list];
      if (shown < total) {
        const more = element("button", "kaart-more", say("more"));
        more.type = "button";
        more.addEventListener("click", () => this.fillList(path, shown, list));
        content.push(more);
      }
      return content;
    });
  }

  open(place, content, marker) {
    this.opener = marker?.getElement();
    const offset = [0, -((marker?.options.icon.options.iconSize?.[0] ?? 0) / 2) + 4];
    this.popup.options.offset = L.point(offset);
    this.popup.setLatLng(place).setContent(element("div", "kaart-card", content)).openOn(this.map);
  }

  /** Replace the content by what `build` makes of the answer, or say that it did not come. */
  async fill(path, build) {
    const before = this.popup.getContent();
    let content;
    try {
      content = build(await fetchJson(path));
    } catch {
      content = [element("p", "", say("unreachable"))];
    }
    if (this.popup.getContent() !== before || !this.popup.isOpen()) return;
    const focused = before.contains(document.activeElement) || document.activeElement === this.opener;
    this.popup.setContent(element("div", "kaart-card", ...content));
    if (focused) this.popup.getElement().querySelector("a[href*='id=']")?.focus({ preventScroll: true });
  }

  /** @param {Card} card */
  card({ id, title, place, slots, left, state }) {
    const link = element("a", "", title);
    link.href = `${this.options.activityPage}?id=${encodeURIComponent(id)}`;
    link.target = "_blank";
    link.rel = "noopener";
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a tab of its own, as asked
      event.preventDefault();
      this.told.onOpened(id);
    });
    const lines = [slots.length ? sayWhen(slots[0]) : "", place, sayLeft(left, state)];
    if (slots.length > 1) lines[0] = say("more-times", { when: lines[0], count: slots.length - 1 });
    const shown = lines.filter(Boolean).map((line) => element("p", "", line));
    return element("article", "", element("h3", "", link), ...shown);
  }

  nameCloseButton() {
    const button = this.popup.getElement()?.querySelector(".leaflet-popup-close-button");
    button?.setAttribute("aria-label", say("close"));
    button?.setAttribute("title", say("close"));
  }
}

function sayLeft(left, state) {
  if (state) return say(`state-${state}`);
  if (left === null) return "";
  return left > 0 ? say("left", { count: left }) : say("state-vol");
}
