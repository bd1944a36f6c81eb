/** Cluster tiles: fetched for what is in view, drawn as buttons, swapped without a flash. */

const TILE_PIXELS = 512;
const TILE_ZOOMS = [5, 18];
const TILES_REMEMBERED = 300;

/** @typedef {{lat: number, lon: number, id: string, branch: number, title: string}} Activity */

class Clusters {
  /**
   * @param {L.Map} map
   * @param {{tiles: string, branchGroups: number[]}} options `tiles` is the path before /{version}
   * @param {{onActivity: Function, onList: Function, onDrawn: Function, onFailure: Function}} told
   */
  constructor(map, options, told) {
    this.map = map;
    this.options = options;
    this.told = told;
    this.source = null;
    /** @type {Map<string, {zoom: number, markers: L.Marker[]}>} what is on the map, by address */
    this.drawn = new Map();
    /** @type {Map<string, object>} tiles fetched before, oldest first */
    this.remembered = new Map();
    this.turn = 0;
    map.on("moveend", () => this.update());
  }

  /** Show another version of the programme or another filter; settles when its circles are drawn. */
  async show(version, code) {
    const source = `${this.options.tiles}/${version}/${code}`;
    if (source === this.source) return;
    this.source = source;
    await this.update();
  }

  /** Bring what is drawn in line with what is in view. */
  async update() {
    if (!this.source || !this.map.getSize().y) return; // nothing to show, or a frame not seen yet
    const turn = ++this.turn;
    this.asked?.abort();
    this.asked = new AbortController();
    const wanted = this.inView();
    const missing = wanted.filter(({ path }) => !this.drawn.has(path));
    const fetched = missing.map((tile) => this.fetch(tile, this.asked.signal));
    const settled = await Promise.allSettled(fetched);
    if (turn !== this.turn) return; // a later move took over
    this.swap(wanted, missing, settled);
    this.told.onFailure(settled.some(({ status }) => status === "rejected"));
    this.told.onDrawn();
  }

  /** The tiles that cover the view, a little more than it. */
  inView() {
    const zoom = Math.min(Math.max(Math.round(this.map.getZoom()), TILE_ZOOMS[0]), TILE_ZOOMS[1]);
    const view = this.map.getBounds().pad(0.05);
    const corner = this.map.project(view.getNorthWest(), zoom).divideBy(TILE_PIXELS).floor();
    const end = this.map.project(view.getSouthEast(), zoom).divideBy(TILE_PIXELS).floor();
    const tiles = [];
    for (let y = corner.y; y <= end.y; y += 1) {
      for (let x = corner.x; x <= end.x; x += 1) {
        tiles.push({ zoom, path: `${this.source}/${zoom}/${x}/${y}` });
      }
    }
    return tiles;
  }

  async fetch({ path }, signal) {
    if (!this.remembered.has(path)) {
      this.remembered.set(path, await fetchJson(path, { signal }));
      if (this.remembered.size > TILES_REMEMBERED) {
        this.remembered.delete(this.remembered.keys().next().value);
      }
    }
    return this.remembered.get(path);
  }

  /** Old circles go and new ones come in the same frame. */
  swap(wanted, missing, settled) {
    const keep = new Set(wanted.map(({ path }) => path));
    const hadFocus = this.map.getPane("markerPane").contains(document.activeElement);
    for (const [path, { markers }] of this.drawn) {
      if (keep.has(path)) continue;
      for (const marker of markers) marker.remove();
      this.drawn.delete(path);
    }
    missing.forEach(({ path, zoom }, at) => {
      if (settled[at].status !== "fulfilled") return;
      const markers = this.made(path, settled[at].value, zoom);
      for (const marker of markers) marker.addTo(this.map);
      this.drawn.set(path, { zoom, markers });
    });
    // Whoever zoomed in with the keyboard goes on from the map, not from the top of the page.
    if (hadFocus && document.activeElement === document.body) this.map.getContainer().focus();
  }

  made(path, { clusters, activities }, zoom) {
    const several = clusters.map(([lat, lon, count, cell, south, west, north, east]) => {
      const marker = clusterMarker([lat, lon], count);
      const box = L.latLngBounds([south, west], [north, east]);
      return marker.on("click", () => this.open(marker, `${path}/${cell}`, box, zoom));
    });
    const single = activities.map(([lat, lon, id, branch, title]) => {
      const activity = { lat, lon, id, branch, title };
      const marker = activityMarker(activity, this.options.branchGroups);
      return marker.on("click", () => this.told.onActivity(activity, marker));
    });
    return [...several, ...single];
  }

  /** Zoom in on a cluster, or list what is in it when nearer shows nothing new. */
  open(marker, path, box, zoom) {
    const target = Math.min(this.map.getBoundsZoom(box.pad(0.3)), this.map.getMaxZoom());
    const samePoint = box.getSouthWest().equals(box.getNorthEast(), 1e-4);
    if (samePoint || zoom >= this.map.getMaxZoom()) {
      this.told.onList(path, marker);
    } else {
      this.map.setView(box.getCenter(), Math.max(Math.floor(target), Math.floor(zoom) + 1));
    }
  }

  /** Everything drawn. */
  get markers() {
    return [...this.drawn.values()].flatMap(({ markers }) => markers);
  }
}

/** @param {number} count more than 1 */
function clusterMarker(place, count) {
  const size = count < 10 ? 34 : count < 100 ? 40 : count < 1000 ? 46 : 52;
  const label = say("cluster", { count });
  const content = element("span", "", sayShort(count));
  return buttonMarker(place, { className: "kaart-cluster", size, label, content });
}

/** @param {Activity} activity */
function activityMarker({ lat, lon, id, branch, title }, branchGroups) {
  const group = branchGroups[branch] ?? GLYPHS.length - 1;
  const label = `${title} (${say(`group-${group}`)})`;
  const looks = { className: "kaart-activity", size: 30, label, content: glyph(group), colour: groupColour(group) };
  const marker = buttonMarker([lat, lon], looks, { activityId: id, zIndexOffset: 500 });
  return marker.bindTooltip(element("span", "", title), { direction: "top", offset: [0, -14] });
}
