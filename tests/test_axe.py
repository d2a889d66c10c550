"""Universal design: axe-core finds nothing on any page, light or dark; 320 pixels and 200 % are enough room."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.desk import BOAT, FIRE, PHONE, POLITICS, REMARK, ask, browser, desk  # noqa: F401 - fixtures

COMMENTS = {"drafted": BOAT, "refused": POLITICS, "emergency": FIRE, "neutral": REMARK, "unknown": "Hva er åpningstidene på badet i Oslo?"}


@pytest.fixture(scope="module")
def places(desk, browser):
    """Every kind of page, with something on it."""
    with desk.person(browser) as page:
        found = {name: f"/drafts/{ask(page, comment)}" for name, comment in COMMENTS.items()}
        page.goto(found["drafted"])
        page.get_by_label("Hvem er du?").fill("rådgiver")
        page.get_by_label("Feil i fakta").evaluate("box => { box.closest('details').open = true; box.checked = true; }")
        page.get_by_role("button", name="Avvis utkastet").click()
        page.locator("#done").wait_for()
        found["decided"] = found["drafted"]
        found["drafted"] = f"/drafts/{ask(page, PHONE)}"
    return {**found, "ask": "/", "queue": "/queue?show=all", "knowledge": "/knowledge", "statement": "/accessibility", "advice": "/advice",
            "sign in": "/sign-in", "nothing": "/drafts/none", "record": f"/api/v1{found['decided']}/record"}  # fmt: skip


def violations(page) -> list[tuple[str, str]]:
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true })")
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
    return [(one["id"], one["nodes"][0]["html"][:160]) for one in found.response["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(desk, browser, places, scheme):
    found = {}
    with desk.person(browser, color_scheme=scheme) as page:
        for name, path in places.items():
            page.goto(path)
            if name == "knowledge":
                page.get_by_label("Hva vil du vite?").fill("båt")
                page.get_by_role("button", name="Søk").click()
                page.locator("article").first.wait_for()
            found[name] = violations(page)
        page.goto(places["drafted"])
        page.locator("#text").fill("Ring 52 75 99 99.")
        page.locator("#checks .fail").first.wait_for()
        page.locator(".claim a").first.focus()
        found["with a breach"] = violations(page)
        page.get_by_role("button", name="Godkjenn").click()
        page.locator("#sources_checked-error").wait_for()
        found["with mistakes"] = violations(page)
        page.goto("/advice")
        page.get_by_label("Innlegget du har tenkt").fill("Beboeren på rom tre falt i natt og er sendt til sykehuset.")
        page.get_by_role("button", name="Få råd").click()
        page.locator("#advice").wait_for()
        found["with advice"] = violations(page)
        page.goto("/queue")
        page.keyboard.press("?")
        found["shortcuts"] = violations(page)
    assert {name: broken for name, broken in found.items() if broken} == {}


@pytest.mark.parametrize("code", ["nn", "en"])
def test_axe_finds_nothing_in_the_other_languages(desk, browser, places, code):
    with desk.person(browser) as page:
        page.context.add_cookies([{"name": "svarutkast-language", "value": code, "url": desk.address}])
        for name in ("ask", "drafted", "queue"):
            page.goto(places[name])
            assert violations(page) == [], name


@pytest.mark.parametrize("width", [320, 640])
def test_no_page_is_wider_than_the_screen(desk, browser, places, width):
    """640 pixels is also a window of 1280 at 200 %."""
    with desk.person(browser, viewport={"width": width, "height": 700}) as page:
        for name, path in places.items():
            page.goto(path)
            page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true })")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_small_targets_are_large_enough_and_nothing_moves_for_those_who_ask(desk, browser, places):
    with desk.person(browser, reduced_motion="reduce") as page:
        page.goto(places["drafted"])
        small = page.evaluate("""[...document.querySelectorAll('button, input:not([type=hidden]), select, summary')].filter((one) => {
            const box = one.getBoundingClientRect(); return box.width && (box.height < 24 || box.width < 24); }).map((one) => one.outerHTML.slice(0, 80))""")
        assert small == []
        assert page.evaluate("getComputedStyle(document.querySelector('.ds-button')).transitionDuration") == "0s"
