/** Marks that a page puts on the map: its choice, a search with its radius, ranked results. */

const PIN_APART = 30; // pixels between the heads of two pins: then 24 of each can be tapped, whatever stands around it

class Pins {
  /**
   * @param {L.Map} map
   * @param {{cards: string, branchGroups: number[]}} options
   * @param {(pin: {id: string, lat: number, lon: number, title: string}, marker: L.Marker) => void} onPin
   */
  constructor(map, options, onPin) {
    this.map = map;
    this.options = options;
    this.onPin = onPin;
    this.layer = L.layerGroup().addTo(map);
    this.ranked = [];
    map.on("zoomend", () => this.spread());
  }

  /**
   * @param {object} marks
   * @param {[number, number]|null} marks.chosen where the chosen activity is
   * @param {[number, number]|null} marks.origin where was searched: a town or postcode, not a home
   * @param {number|null} marks.radiusKm
   * @param {[lat: number, lon: number, rank: number, id: string][]} marks.results
   */
  async show({ chosen, origin, radiusKm, results }) {
    this.layer.clearLayers();
    if (origin && radiusKm) this.layer.addLayer(L.circle(origin, { radius: radiusKm * 1000, className: "kaart-radius", interactive: false }));
    if (origin) this.layer.addLayer(mark(origin, "kaart-origin", 22));
    if (chosen) this.layer.addLayer(mark(chosen, "kaart-chosen", 46));
    this.ranked = results.map((result) => this.pin(result));
    for (const { marker } of this.ranked) this.layer.addLayer(marker);
    this.spread();
    if (results.length) await this.name(this.ranked).catch(() => {});
  }

  pin([lat, lon, rank, id]) {
    const content = element("span", "", String(rank));
    const looks = { className: "kaart-pin", size: 34, label: say("result", { rank, title: "" }), content };
    // The best is on top and comes first for the Tab key.
    const marker = buttonMarker([lat, lon], looks, { zIndexOffset: 1000 - rank });
    const pin = { id, lat, lon, rank, title: "", marker };
    marker.on("click", () => this.onPin(pin, marker));
    return pin;
  }

  /** The ranked pins. */
  get markers() {
    return this.ranked.map(({ marker }) => marker);
  }

  /** Titles come afterwards; until then a pin is called by its number. */
  async name(pins) {
    const ids = pins.map(({ id }) => encodeURIComponent(id)).join(",");
    const { activities } = await fetchJson(`${this.options.cards}?ids=${ids}`);
    const titles = new Map(activities.map(({ id, title }) => [id, title]));
    for (const pin of pins) {
      pin.title = titles.get(pin.id) ?? "";
      if (!pin.title) continue;
      pin.marker.getElement()?.setAttribute("aria-label", say("result", { rank: pin.rank, title: pin.title }));
      pin.marker.bindTooltip(element("span", "", pin.title), { direction: "top", offset: [0, -16] });
    }
  }

  /** Move pins that would cover each other a little apart, the best staying where it is. */
  spread() {
    const placed = [];
    for (const { lat, lon, marker } of this.ranked) {
      const home = this.map.latLngToLayerPoint([lat, lon]);
      const spot = freeSpot(home, placed);
      placed.push(spot);
      marker.setLatLng(this.map.layerPointToLatLng(spot));
    }
  }
}

function freeSpot(home, placed) {
  const free = (spot) => placed.every((other) => spot.distanceTo(other) >= PIN_APART);
  for (let ring = 0; ring < 6; ring += 1) {
    const steps = Math.max(1, ring * 6);
    for (let step = 0; step < steps; step += 1) {
      const angle = (2 * Math.PI * step) / steps;
      const spot = home.add([ring * PIN_APART * Math.sin(angle), -ring * PIN_APART * Math.cos(angle)]);
      if (free(spot)) return spot;
    }
  }
  return home;
}

/** A mark that says nothing by itself; the page beside the map says it in words. */
function mark(place, className, size) {
  const icon = L.divIcon({ className, iconSize: [size, size] });
  return L.marker(place, { icon, interactive: false, keyboard: false, zIndexOffset: -100 });
}
