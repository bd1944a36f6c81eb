/** The base layer that needs no internet: sea, land, neighbours, borders. Drawn on one canvas. */

const MUNICIPALITIES_FROM_ZOOM = 8.75;

/** Its files are asked for at once and drawn when the page says so: after the circles. */
class Base {
  /**
   * @param {L.Map} map
   * @param {{base: Record<string, string>, palette: Record<string, string>}} options paths and colours
   */
  constructor(map, { base, palette }) {
    this.map = map;
    this.paths = base;
    const pane = map.createPane("basis");
    pane.style.zIndex = "150";
    pane.style.pointerEvents = "none";
    this.still = { pane: "basis", renderer: L.canvas({ pane: "basis", padding: 0.4 }), interactive: false };
    this.looks = {
      neighbours: { stroke: true, color: palette.coast, weight: 0.6, fillColor: palette.neighbours, fillOpacity: 1 },
      land: { stroke: false, fillColor: palette.land, fillOpacity: 1 },
      municipalities: { fill: false, color: palette.municipalities, weight: 0.8 },
      provinces: { fill: false, color: palette.provinces, weight: 1.2 },
      outline: { fill: false, color: palette.border, weight: 1.2 },
    };
    /** @type {Record<string, L.GeoJSON|null>} */
    this.layers = {};
    const asked = (name) => fetchJson(this.paths[name]);
    const land = asked("land");
    /** From the bottom to the top. */
    this.first = { neighbours: asked("neighbours"), land, provinces: asked("provinces"), outline: land };
    for (const shapes of Object.values(this.first)) shapes.catch(() => {}); // looked at in draw()
  }

  /** What does not come leaves the sea, which carries the circles just as well. */
  async draw() {
    const names = Object.keys(this.first);
    const settled = await Promise.allSettled(Object.values(this.first));
    settled.forEach(({ value }, at) => value && this.add(names[at], value));
    const finer = () => this.finer().catch(() => {});
    this.map.on("zoomend", finer);
    await finer();
  }

  add(name, shapes) {
    this.layers[name] = L.geoJSON(shapes, { style: { ...this.looks[name], ...this.still }, ...this.still }).addTo(this.map);
  }

  async finer() {
    const { layers, map } = this;
    if (map.getZoom() < MUNICIPALITIES_FROM_ZOOM) {
      layers.municipalities?.remove();
      return;
    }
    if (!("municipalities" in layers)) {
      layers.municipalities = null; // asked for; do not ask twice
      this.add("municipalities", await fetchJson(this.paths.municipalities));
    }
    layers.municipalities?.addTo(map);
    for (const name of ["provinces", "outline"]) layers[name]?.bringToFront();
  }
}

/** Tiles from another host, only when configured. Failing ones leave the base layer visible. */
function addOnlineTiles(map, { url, credit, maxZoom }) {
  const pane = map.createPane("online");
  pane.style.zIndex = "160";
  const tiles = L.tileLayer(url, { pane: "online", maxZoom: 19, maxNativeZoom: maxZoom, attribution: credit });
  tiles.on("tileerror", ({ tile }) => {
    tile.style.visibility = "hidden";
  });
  tiles.once("tileload", () => map.getContainer().classList.add("kaart-online"));
  tiles.addTo(map);
}

/** @param {string} path */
async function fetchJson(path, options = {}) {
  const answer = await fetch(path, options);
  if (!answer.ok) throw new Error(`${answer.status} ${path}`);
  return answer.json();
}
