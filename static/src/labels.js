/** Place names on a canvas: the larger places first, never over each other or over a circle. */

const LABEL_MARGIN = 3;
const LABELS_AT_ZOOM_7 = 22;
const LABELS_GROWTH = 2.7; // times as many for each step nearer

/** @typedef {[name: string, lat: number, lon: number, rank: number]} Label best rank first */

class Labels {
  /**
   * @param {L.Map} map
   * @param {Record<string, string>} palette
   * @param {() => L.Marker[]} obstacles markers that a name may not lie under
   */
  constructor(map, palette, obstacles) {
    this.map = map;
    this.palette = palette;
    this.obstacles = obstacles;
    /** @type {Label[]} */
    this.labels = [];
    const pane = map.createPane("namen");
    pane.style.zIndex = "450";
    pane.style.pointerEvents = "none";
    this.canvas = element("canvas", "kaart-labels leaflet-zoom-hide");
    this.canvas.setAttribute("aria-hidden", "true");
    pane.append(this.canvas);
    map.on("moveend resize", () => this.draw());
  }

  /** @param {Label[]} labels */
  set(labels) {
    this.labels = [...labels].sort((one, other) => one[3] - other[3]);
    this.draw();
  }

  draw() {
    if (!this.labels.length || this.map.getContainer().classList.contains("kaart-online")) return;
    const size = this.map.getSize();
    const pen = this.prepare(size);
    const taken = this.obstacles().map((marker) => {
      const { x, y } = this.map.latLngToContainerPoint(marker.getLatLng());
      return boxAround(x, y, ...marker.options.icon.options.iconSize);
    });
    const limit = LABELS_AT_ZOOM_7 * LABELS_GROWTH ** (this.map.getZoom() - 7);
    const view = this.map.getBounds().pad(0.02);
    this.labels.slice(0, limit).forEach(([name, lat, lon], at) => {
      if (!view.contains([lat, lon])) return;
      const weight = at < 12 ? "700 13px" : at < limit / 4 ? "600 12px" : "500 11.5px";
      pen.font = `${weight} ${this.palette.font}`;
      const { x, y } = this.map.latLngToContainerPoint([lat, lon]);
      const box = freeBox(x, y, pen.measureText(name).width, 14, taken, size);
      if (!box) return;
      taken.push(box);
      pen.strokeText(name, box.middle, box.top + 11);
      pen.fillText(name, box.middle, box.top + 11);
    });
  }

  prepare(size) {
    const ratio = window.devicePixelRatio || 1;
    L.DomUtil.setPosition(this.canvas, this.map.containerPointToLayerPoint([0, 0]));
    this.canvas.width = size.x * ratio;
    this.canvas.height = size.y * ratio;
    this.canvas.style.width = `${size.x}px`;
    this.canvas.style.height = `${size.y}px`;
    const pen = this.canvas.getContext("2d");
    pen.scale(ratio, ratio);
    pen.textAlign = "center";
    pen.lineJoin = "round";
    pen.lineWidth = 3.5;
    pen.strokeStyle = this.palette.halo;
    pen.fillStyle = this.palette.label;
    return pen;
  }
}

function boxAround(x, y, width, height) {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2, middle: x };
}

/** Room for a label on its place or else just around it; undefined when there is none. */
function freeBox(x, y, width, height, taken, size) {
  const beside = width / 2 + 16;
  const tries = [[0, 0], [0, -20], [0, 20], [beside, 0], [-beside, 0], [0, -30], [0, 30]];
  for (const [right, down] of tries) {
    const box = boxAround(x + right, y + down, width + 2 * LABEL_MARGIN, height);
    const inside = box.left > 2 && box.right < size.x - 2 && box.top > 2 && box.bottom < size.y - 2;
    if (inside && !taken.some((other) => overlaps(box, other))) return box;
  }
  return undefined;
}

function overlaps(one, other) {
  return one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top;
}
