"""A small app with nothing but the map, on made-up activities: the map's own test bed.

MAP_APP_N says how many activities, MAP_APP_KIND which map, MAP_APP_BARE drops the product's headers.
"""

import os
from types import SimpleNamespace

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data.settings import Settings
from services import application
from tests.services.made_up import a_big_programme

if get_script_run_ctx() is None:
    from starlette.middleware import Middleware

    from web import base_layer, tiles
    from web.assets import Assets
    from web.headers import SecurityHeaders

    programme = a_big_programme(int(os.environ.get("MAP_APP_N", "400")))
    store = SimpleNamespace(current=lambda: programme, refresh=lambda: programme)
    settings = Settings.from_environment(os.environ)
    application._current = application.Application(settings, None, store)
    app = st.App(
        __file__,
        routes=[*base_layer.routes(settings), *tiles.routes(store)],
        middleware=[Middleware(SecurityHeaders), Middleware(Assets)],
    )
else:
    from domain.branches import Branch
    from domain.places import Point
    from i18n.texts import Language
    from services.filters import Filter
    from ui import map_view, resources

    def explore():
        @st.fragment
        def map_and_list():
            branches = st.multiselect("branche", list(Branch), key="branche")
            seen = map_view.explore_map(
                resources.programme(),
                Filter(branches=frozenset(branches)),
                key="kaart",
                language=Language(st.query_params.get("taal", "nl")),
            )
            st.text(f"seen: {seen}")

        map_and_list()

    def results():
        programme = resources.programme()
        ids = [str(one) for one in programme.catalogue.ids[:12]]
        map_view.result_map(
            ids,
            programme,
            key="resultaat",
            language=Language.NL,
            origin=Point(52.09, 5.12),
            radius_km=40.0,
        )

    def place():
        map_view.place_map(Point(52.09, 5.12), key="plek", language=Language.NL)

    def pick():
        found = map_view.pick_point_map(None, key="prik", language=Language.NL)
        st.text(f"picked: {found}")

    def activity():
        st.text(f"activity: {st.query_params.get('id')}")

    kinds = {"explore": explore, "results": results, "place": place, "pick": pick}
    st.set_page_config(layout="wide", page_icon="🤝")
    from ui import navigation

    navigation.page = lambda file: activity_page
    activity_page = st.Page(activity, url_path="activiteit")
    home = st.Page(
        kinds[st.query_params.get("soort", "explore")],
        title="kaart",
        url_path="kaart",
        default=True,
    )
    st.navigation([home, activity_page], position="hidden").run()
