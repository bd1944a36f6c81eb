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
    neighbours: { ...still, stroke: true, color: palette.coast, weight: 0.7, fillColor: palette.neighbours, fillOpacity: 1 },
    land: { ...still, stroke: true, color: palette.coast, weight: 1, fillColor: palette.land, fillOpacity: 1 },
    municipalities: { ...still, fill: false, color: palette.municipalities, weight: 0.8 },
    provinces: { ...still, fill: false, color: palette.provinces, weight: 1.3, dashArray: "5 3" },
  };
  const layers = {};
  const draw = async (name) => {
    const shapes = await fetchJson(paths[name]);
    layers[name] = L.geoJSON(shapes, { style: looks[name], ...still });
    return layers[name];
  };

  const finer = async () => {
    if (!paths.municipalities || map.getZoom() < MUNICIPALITIES_FROM_ZOOM) {
      layers.municipalities?.remove();
      return;
    }
    if (!("municipalities" in layers)) {
      layers.municipalities = null; // asked for; do not ask twice
      await draw("municipalities");
    }
    layers.municipalities?.addTo(map);
    layers.provinces?.bringToFront();
  };

  // Land and neighbours first; without them the sea still carries the clusters.
  const ready = Promise.allSettled(["neighbours", "land", "provinces"].filter((name) => paths[name]).map(draw)).then(() => {
    for (const name of ["neighbours", "land", "provinces"]) layers[name]?.addTo(map);
    finer().catch(() => {});
  });
  map.on("zoomend", () => finer().catch(() => {}));
  return ready;
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
