/** The base layer that needs no internet: sea, land, neighbours, borders. Drawn on one canvas. */

const MUNICIPALITIES_FROM_ZOOM = 8.75;

/**
 * @param {L.Map} map
 * @param {{paths: Record<string, string>, palette: Record<string, string>}} options
 */
function addBase(map, { paths, palette }) {
  const pane = map.createPane("basis");
  pane.style.zIndex = "150";
  pane.style.pointerEvents = "none";
  const renderer = L.canvas({ pane: "basis", padding: 0.4 });
  const still = { pane: "basis", renderer, interactive: false };
  const looks = {
    neighbours: { stroke: true, color: palette.coast, weight: 0.6, fillColor: palette.neighbours, fillOpacity: 1 },
    land: { stroke: false, fillColor: palette.land, fillOpacity: 1 },
    municipalities: { fill: false, color: palette.municipalities, weight: 0.8 },
    provinces: { fill: false, color: palette.provinces, weight: 1.2 },
    outline: { fill: false, color: palette.border, weight: 1.2 },
  };
  /** @type {Record<string, L.GeoJSON|null>} */
  const layers = {};
  const draw = async (name, source = name) => {
    const shapes = await fetchJson(paths[source]);
    layers[name] = L.geoJSON(shapes, { style: { ...looks[name], ...still }, ...still });
  };

  const finer = async () => {
    if (map.getZoom() < MUNICIPALITIES_FROM_ZOOM) {
      layers.municipalities?.remove();
      return;
    }
    if (!("municipalities" in layers)) {
      layers.municipalities = null; // asked for; do not ask twice
      await draw("municipalities");
    }
    layers.municipalities?.addTo(map);
    for (const name of ["provinces", "outline"]) layers[name]?.bringToFront();
  };

  map.on("zoomend", () => finer().catch(() => {}));
  // What does not come leaves the sea, which carries the circles just as well.
  const first = [draw("neighbours"), draw("land"), draw("provinces"), draw("outline", "land")];
  return Promise.allSettled(first).then(() => {
    for (const name of ["neighbours", "land", "provinces", "outline"]) layers[name]?.addTo(map);
    return finer().catch(() => {});
  });
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
