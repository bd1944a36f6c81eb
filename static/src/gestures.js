/** The page must keep scrolling: on a touch screen the map moves with two fingers. */

const HINT_SECONDS = 1.6;

/**
 * @param {L.Map} map
 * @param {{wheel: "zoom"|"ctrl"}} options "ctrl" leaves the plain wheel to the page
 */
function setGestures(map, { wheel }) {
  const container = map.getContainer();
  const hint = element("div", "kaart-hint");
  hint.setAttribute("aria-hidden", "true");
  container.append(hint);
  let timer;
  const tell = (words) => {
    hint.textContent = words;
    hint.classList.add("kaart-shown");
    clearTimeout(timer);
    timer = setTimeout(() => hint.classList.remove("kaart-shown"), HINT_SECONDS * 1000);
  };

  if (window.matchMedia("(pointer: coarse)").matches) {
    // Without dragging, Leaflet's own style leaves one finger to the page (touch-action: pan-x
    // pan-y) and its pinch handler moves the map with two.
    map.dragging.disable();
    let from = null;
    container.addEventListener("touchstart", ({ touches }) => {
      from = touches.length === 1 ? { x: touches[0].clientX, y: touches[0].clientY } : null;
    }, { passive: true });
    container.addEventListener("touchmove", ({ touches }) => {
      if (touches.length > 1) hint.classList.remove("kaart-shown");
      else if (from && Math.hypot(touches[0].clientX - from.x, touches[0].clientY - from.y) > 24) tell(say("two-fingers"));
    }, { passive: true });
  }
  if (wheel === "ctrl") {
    map.scrollWheelZoom.disable();
    container.addEventListener("wheel", (event) => {
      if (event.ctrlKey || event.metaKey) map.scrollWheelZoom.enable();
      else {
        map.scrollWheelZoom.disable();
        tell(say("ctrl-wheel"));
      }
    }, { capture: true, passive: true });
  }
}

// The page asked for calm: no flying, no fading.
if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) {
  L.Map.mergeOptions({ zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, inertia: false });
}
