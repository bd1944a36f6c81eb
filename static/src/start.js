/** How folium starts the map, and how a page changes it afterwards. */

const NEAREST_VIEW = 14; // a view on one town or point still shows what is around it
const REPORT_DELAY = 250; // milliseconds of rest before the page hears about a move

/** @type {{apply: (state: object) => void}|null} */
let running = null;

/** Tells the page what is in view and what was chosen; one message after things came to rest. */
class Report {
  constructor() {
    this.value = { around: null, bounds: null, zoom: null, chosen: null, opened: null, point: null };
    this.sent = JSON.stringify(this.value);
  }

  set(change, delay = REPORT_DELAY) {
    Object.assign(this.value, change);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), delay);
  }

  send() {
    const value = JSON.stringify(this.value);
    if (value === this.sent) return;
    this.sent = value;
    window.Streamlit?.setComponentValue(JSON.parse(value));
  }
}

/**
 * Where the map looks until the visitor takes over: its frame may still be growing, or be hidden
 * behind a tab and have no size at all.
 */
class StartView {
  constructor(map, country) {
    this.map = map;
    this.country = country;
    this.fit(country);
    for (const touch of ["pointerdown", "wheel", "keydown"]) {
      map.getContainer().addEventListener(touch, () => { this.isTouched = true; }, { capture: true, passive: true });
    }
    map.on("resize", () => {
      if (!this.isTouched) this.fit(this.bounds);
    });
  }

  fit(bounds) {
    this.bounds = bounds;
    this.isTouched = false;
    // Room for the circles and pins at the edge; the country may fill the frame.
    const isCountry = bounds === this.country;
    // The buttons stand at the right: what one came for does not lie under them.
    const [left, right] = isCountry ? [[0, 0], [0, 0]] : [[36, 36], [80, 36]];
    this.map.fitBounds(bounds, { maxZoom: NEAREST_VIEW, animate: false, paddingTopLeft: left, paddingBottomRight: right });
  }
}

/** Behind a tab it has none, and what it then calls its view is nothing. */
function hasSize(container) {
  return container.clientWidth > 0 && container.clientHeight > 0;
}

function viewOf(map) {
  const view = map.getBounds();
  const round = (degrees) => Number(degrees.toFixed(4));
  return {
    bounds: [view.getSouth(), view.getWest(), view.getNorth(), view.getEast()].map(round),
    zoom: map.getZoom(),
  };
}

/** The letters of the page; the frame knows only what it loads itself. */
async function loadFont({ family, path }) {
  const font = new FontFace(family, `url(${path})`, { weight: "200 800" });
  document.fonts.add(await font.load());
}

/**
 * Start the map. `options` holds numbers, paths, colours and the page's own sentences.
 * @param {L.Map} map
 * @param {object} options
 */
function start(map, options) {
  const country = L.latLngBounds(options.country);
  const container = map.getContainer();
  speech.words = options.words;
  speech.language = options.language;
  document.documentElement.lang = options.language;
  container.classList.add("kaart");
  container.setAttribute("role", "region");
  container.setAttribute("aria-label", say("label"));
  for (const [name, colour] of Object.entries(options.palette)) container.style.setProperty(`--kaart-${name}`, colour);

  loadFont(options.font).then(() => labels.draw(), () => {});

  const report = new Report();
  const popups = new Popups(map, options, {
    onChosen: (id) => options.reportsView && report.set({ chosen: id }),
    onOpened: (id) => report.set({ opened: id }, 0),
  });
  const openActivity = (activity, marker) => popups.activity(activity, marker);
  const pins = new Pins(map, options, openActivity);
  const clusters = new Clusters(map, options, {
    onActivity: openActivity,
    onList: (path, marker) => popups.list(path, marker),
    onFailure: (failed) => notice.set(failed),
    onDrawn: () => labels.draw(),
  });
  const notice = new Notice(map, () => clusters.update());
  const labels = new Labels(map, options.palette, () => [...clusters.markers, ...pins.markers]);
  setGestures(map, options);
  L.control.attribution({ position: "bottomleft", prefix: false }).addAttribution(say("credit")).addTo(map);
  addControls(map, country);
  if (options.legend) addLegend(map);
  const showPicked = options.picking ? setPicking(map, (point) => report.set({ point }, 0)) : null;
  const view = new StartView(map, country);

  let around = null; // the view that the page asked for last
  const tellView = () => {
    // All activities are in view at first: nothing the page does not know.
    const isKnown = !view.isTouched && view.bounds === country;
    if (options.reportsView && !isKnown && hasSize(container)) report.set({ around, ...viewOf(map) });
  };

  const base = new Base(map, options);
  let drawn = null;
  const shown = {};
  running = {
    /** Only what differs from before is touched, so the visitor keeps place and popup. */
    apply(state) {
      const differs = (name) => JSON.stringify(state[name]) !== JSON.stringify(shown[name]);
      if (differs("view")) {
        around = state.view;
        if (state.view) view.fit(L.latLngBounds(state.view));
        tellView();
      }
      const circles = state.filter ? clusters.show(state.version, state.filter) : null;
      drawn ??= Promise.resolve(circles).then(() => base.draw());
      if (["chosen", "origin", "radiusKm", "results"].some(differs)) {
        pins.show(state);
        labels.draw();
      }
      if (state.point && differs("point")) showPicked?.(L.latLng(state.point));
      Object.assign(shown, state);
    },
  };

  if (options.base.labels) fetchJson(options.base.labels).then((found) => labels.set(found), () => {});
  if (options.online) addOnlineTiles(map, options.online);
  map.on("moveend", tellView);
}

/**
 * The layer that st_folium adds when a page changes its state. It draws nothing itself.
 * @param {object} state see `State` in ui/maps.py
 */
function state(state) {
  running?.apply(state);
  return L.layerGroup();
}

window.kaart = { start, state };
