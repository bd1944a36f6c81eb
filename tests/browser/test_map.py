"""The map in a real browser, on the running product."""

from __future__ import annotations

import json
import re

import pytest

pytestmark = pytest.mark.browser

HOSTILE = '{{7*7}}${hit()}</script><img src=x onerror="hit()">'
TILE = re.compile(r"/kaart/\d+/")
EMPTY = {"clusters": [], "activities": []}
CARDS = re.compile(r"/kaart/activiteiten")


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def opened(page, server: str):
    """The map's frame once circles are drawn; its script can be asked questions."""
    page.goto(server)
    circles = page.frame_locator('iframe[title*="folium"]').locator(".kaart-cluster")
    circles.first.wait_for(timeout=30_000)
    return next(frame for frame in page.frames if "/component/" in frame.url)


def zoom(frame) -> float:
    return frame.evaluate("window.map.getZoom()")


def answer_with(
    page, pattern: re.Pattern[str], content: object, *, elsewhere: object | None = None
) -> None:
    """Answer with `content`; with `elsewhere` only the address that is asked for first gets it."""
    headers = {"Access-Control-Allow-Origin": "*", "Content-Type": "application/json"}
    first: list[str] = []

    def fulfil(route):
        first.append(route.request.url)
        answer = content if elsewhere is None or first[0] == route.request.url else elsewhere
        route.fulfill(status=200, headers=headers, body=json.dumps(answer))

    page.route(pattern, fulfil)


def test_with_the_keyboard_one_zooms_in_opens_an_activity_and_goes_there_and_back(page, server):
    frame = opened(page, f"{server}/?woorden=samen")
    before, address = zoom(frame), page.url
    for step in range(5):
        if step and frame.locator(".kaart-activity").count():
            break
        here = zoom(frame)
        frame.locator(".kaart-cluster").first.focus()
        page.keyboard.press("Enter")
        frame.wait_for_function(f"window.map.getZoom() > {here}")
        page.wait_for_timeout(800)
    assert zoom(frame) > before
    frame.locator(".kaart-activity").first.focus()
    page.keyboard.press("Enter")
    frame.locator(".kaart-card a:focus").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/activiteit?id=*")
    page.get_by_text("Praktisch").wait_for()
    page.go_back()
    page.get_by_label("Zoek op woorden").wait_for()
    assert page.url == address
    assert page.get_by_label("Zoek op woorden").input_value() == "samen"


def test_another_filter_changes_the_circles_and_leaves_the_map_where_it_is(page, server):
    frame = opened(page, server)
    here = zoom(frame)
    frame.get_by_role("button", name="Inzoomen").click()
    frame.wait_for_function(f"window.map.getZoom() > {here}")
    zoomed = zoom(frame)
    with page.expect_response(lambda answer: "~q" in answer.url):
        page.get_by_label("Zoek op woorden").press_sequentially("soep")
    assert zoom(frame) == zoomed


def test_words_of_visitors_are_text_on_the_map(page, server):
    place = [52.3, 5.4]
    card = {"id": "a1", "title": HOSTILE, "place": HOSTILE, "slots": [], "left": 3, "state": ""}
    answer_with(
        page, TILE, {"clusters": [], "activities": [[*place, "a1", 2, HOSTILE]]}, elsewhere=EMPTY
    )
    answer_with(page, CARDS, {"total": 1, "activities": [card]})
    page.goto(server)
    marker = page.frame_locator('iframe[title*="folium"]').locator(".kaart-activity").first
    marker.wait_for(timeout=30_000)
    frame = next(frame for frame in page.frames if "/component/" in frame.url)
    frame.evaluate("() => { window.hit = () => { window.wasHit = true; }; }")
    page.wait_for_timeout(2000)  # a pin that is still being drawn anew misses the click
    marker.hover()
    assert frame.locator(".leaflet-tooltip").inner_text() == HOSTILE
    marker.click()
    assert frame.locator(".kaart-card a").inner_text() == HOSTILE
    assert frame.locator(".kaart-card article p").first.inner_text() == HOSTILE
    assert frame.locator(".leaflet-container img").count() == 0
    assert not frame.evaluate("Boolean(window.wasHit)")


def test_what_lies_at_one_point_is_listed(page, server):
    point = [52.3, 5.4]
    cards = [
        {"id": f"a{n}", "title": f"Soep {n}", "place": "", "slots": [], "left": None, "state": ""}
        for n in range(2)
    ]
    answer_with(
        page,
        TILE,
        {"clusters": [[*point, 2, 14, *point, *point]], "activities": []},
        elsewhere=EMPTY,
    )
    answer_with(page, re.compile(r"/14\?from=0$"), {"total": 2, "activities": cards})
    frame = opened(page, server)
    for _ in range(4):  # a busy machine may draw the circle anew under the finger: tap again
        frame.locator(".kaart-cluster").first.click()
        frame.wait_for_timeout(1500)
        if frame.locator(".kaart-list li").count():
            break
    frame.locator(".kaart-list li").nth(1).wait_for()
    assert frame.locator(".kaart-list a").all_inner_texts() == ["Soep 0", "Soep 1"]


def test_when_activities_do_not_come_the_map_says_so_and_tries_again(page, server):
    frame = opened(page, server)  # at rest, so that nothing but the button asks again
    page.route(TILE, lambda route: route.abort())
    sorry = frame.get_by_text("De activiteiten laden nu niet")
    for _ in range(9):  # until it needs what it did not fetch yet
        if sorry.is_visible():
            break
        frame.locator(".leaflet-control-zoom-in").dispatch_event("click")
        page.wait_for_timeout(500)
    sorry.wait_for()
    page.unroute(TILE)
    frame.get_by_role("button", name="Probeer het opnieuw").dispatch_event("click")
    sorry.wait_for(state="hidden")


def test_the_frame_of_the_map_cannot_reach_the_page(page, server):
    frame = opened(page, server)
    reached = "(() => { try { return parent.document.title } catch (e) { return e.name } })()"
    assert frame.evaluate(reached) == "SecurityError"


def test_on_a_phone_one_finger_is_for_the_page_and_buttons_are_large(browser, server):
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    frame = opened(context.new_page(), server + "/?beeld=kaart")
    container = frame.locator(".leaflet-container")
    assert container.evaluate("box => getComputedStyle(box).touchAction") == "pan-x pan-y"
    sizes = frame.locator("button, .leaflet-bar a").evaluate_all(
        "all => all.map(one => Math.min(one.offsetWidth, one.offsetHeight))"
    )
    assert min(sizes) >= 24
    assert frame.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    context.close()


def test_one_finger_scrolls_the_page_and_two_fingers_move_the_map(browser, server):
    context = browser.new_context(
        viewport={"width": 390, "height": 880}, has_touch=True, is_mobile=True
    )
    page = context.new_page()
    frame = opened(page, server + "/?beeld=kaart")
    page.wait_for_timeout(1000)
    box = page.locator('iframe[title*="folium"]').bounding_box()
    screen = context.new_cdp_session(page)

    def swipe(*across: float) -> tuple[float, float]:
        """Move a finger at each of these places up; how far the page and the map went."""
        before = [place() for place in (scrolled, middle)]
        touch = {"type": "touchStart", "touchPoints": fingers(across, 220)}
        screen.send("Input.dispatchTouchEvent", touch)
        for up in range(220, 60, -10):
            touch = {"type": "touchMove", "touchPoints": fingers(across, up)}
            screen.send("Input.dispatchTouchEvent", touch)
            page.wait_for_timeout(20)
        screen.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        page.wait_for_timeout(600)
        return scrolled() - before[0], middle() - before[1]

    def fingers(across, down):
        return [
            {"x": box["x"] + at, "y": box["y"] + down, "id": number}
            for number, at in enumerate(across)
        ]

    def scrolled() -> float:
        return page.get_by_test_id("stMain").evaluate("main => main.scrollTop")

    def middle() -> float:
        return frame.evaluate("window.map.getCenter().lat")

    page_moved, map_moved = swipe(120, 220)
    assert page_moved == 0
    assert abs(map_moved) > 0.1
    page_moved, map_moved = swipe(150)
    assert page_moved > 50
    assert map_moved == 0
    context.close()
