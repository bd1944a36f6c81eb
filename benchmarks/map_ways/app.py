"""The usual ways to put many activities on a folium map, as small apps to measure beside the product.

MAP_WAY says which way, MAP_N how many activities, MAP_FILES where `map_size.py` put Leaflet and its
plugin for clusters, so that these maps too load everything from their own server.
"""

import os

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

if get_script_run_ctx(suppress_warning=True) is None:
    from starlette.routing import Mount
    from starlette.staticfiles import StaticFiles

    app = st.App(__file__, routes=[Mount("/files", StaticFiles(directory=os.environ["MAP_FILES"]))])
else:
    import folium
    from folium import plugins
    from streamlit_folium import st_folium

    from tests.services.made_up import a_big_programme

    @st.cache_resource
    def activities(count: int) -> list[tuple[float, float, str]]:
        """Latitude, longitude and title of made-up activities."""
        made_up = a_big_programme(count)
        points = (made_up.catalogue.lat.tolist(), made_up.catalogue.lon.tolist())
        return list(zip(*points, made_up.titles, strict=True))

    class LocalMap(folium.Map):
        """A map without a link to another host."""

        default_js = [("all", "../../files/all.js")]  # noqa: RUF012
        default_css = []  # noqa: RUF012

    for plugin in (plugins.MarkerCluster, plugins.FastMarkerCluster):
        plugin.default_js = plugin.default_css = []

    def clustered_markers(found):
        """`MarkerCluster` with a `Marker` and a popup for each activity."""
        cluster = plugins.MarkerCluster()
        for lat, lon, title in found:
            folium.Marker([lat, lon], popup=title).add_to(cluster)
        return cluster

    def fast_clusters(found):
        """`FastMarkerCluster`: the points as one list, markers made in the browser."""
        callback = "function (row) { return L.marker([row[0], row[1]]).bindPopup(row[2]); }"
        return plugins.FastMarkerCluster([list(one) for one in found], callback=callback)

    def one_geojson(found):
        """One `GeoJson` with a circle for each activity, on a canvas."""
        features = [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [lon, lat]},
                "properties": {"title": title},
            }
            for lat, lon, title in found
        ]
        content = {"type": "FeatureCollection", "features": features}
        return folium.GeoJson(content, marker=folium.CircleMarker(radius=5))

    ways = {"markers": clustered_markers, "fast": fast_clusters, "geojson": one_geojson}
    st.set_page_config(layout="wide", page_icon="🗺")
    shown = LocalMap([52.2, 5.3], zoom_start=7, tiles=None)
    shown.options["max_zoom"] = 18
    ways[os.environ["MAP_WAY"]](activities(int(os.environ["MAP_N"]))).add_to(shown)
    st_folium(shown, key="map", height=560, use_container_width=True, returned_objects=[])
