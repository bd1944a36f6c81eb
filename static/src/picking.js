/** Choosing a point: by clicking, or with the keyboard by moving the map under its middle. */

/**
 * @param {L.Map} map
 * @param {(point: [number, number]) => void} onPoint degrees, latitude first
 */
function setPicking(map, onPoint) {
  let marker = null;
  const show = (place) => {
    marker ??= L.marker(place, { icon: L.divIcon({ className: "kaart-picked", iconSize: [34, 34] }), interactive: false, keyboard: false }).addTo(map);
    marker.setLatLng(place);
  };
  const pick = (place) => {
    show(place);
    onPoint([Number(place.lat.toFixed(5)), Number(place.lng.toFixed(5))]);
  };
  map.getContainer().classList.add("kaart-picking");
  map.on("click", ({ latlng }) => pick(latlng));
  const control = L.control({ position: "bottomleft" });
  control.onAdd = () => {
    const button = element("button", "kaart-button", say("pick-middle"));
    button.type = "button";
    L.DomEvent.disableClickPropagation(button);
    button.addEventListener("click", () => pick(map.getCenter()));
    return button;
  };
  control.addTo(map);
  return show;
}
