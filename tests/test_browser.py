"""Our pages in a real browser: the form, and the dashboard app inside a page that speaks as Chatwoot does."""

from __future__ import annotations

import json

from fakes import Loopback, serving
from test_report_page import browser  # noqa: F401 - a fixture

from service.app import create_app

CONTEXT = {"event": "appContext", "data": {"conversation": {"id": 42, "account_id": 1, "messages": [
    {"id": 500, "message_type": 0, "private": False, "content": "Et eldre spørsmål"},
    {"id": 501, "message_type": 0, "private": False, "content": "Hva er telefonnummeret til kommunen?"},
    {"id": 502, "message_type": 1, "private": True, "content": "Internt notat"},
]}, "contact": {"id": 7}}}  # fmt: skip
HOST_PAGE = """<!doctype html><title>Chatwoot</title><iframe id="app" width="800" height="700" src="{address}/dashboard/chatwoot"></iframe>
<script>addEventListener("message", (event) => {{
  if (event.data === "chatwoot-dashboard-app:fetch-info") event.source.postMessage(JSON.stringify({context}), "*");
}});</script>"""


class Html(Loopback):
    """Chatwoot's page is HTML."""

    content_type = "text/html"


def test_a_browser_may_use_our_own_form(browser, remade, tmp_path):  # noqa: F811
    """A browser sends Origin and Sec-Fetch-Site of its own; the guard against other sites must know ours."""
    with serving(create_app(remade(data_dir=tmp_path))) as address:
        page = browser.new_page()
        page.goto(address)
        page.get_by_label("Kommentaren fra innbyggeren").fill("Hva er telefonnummeret til kommunen?")
        page.get_by_role("button", name="Lag utkast").click()
        page.locator("#text").wait_for()
        assert "52 75 01 00" in page.locator("#text").input_value()
        page.close()


def test_the_last_message_is_drafted_for_inside_chatwoots_frame(browser, remade, tmp_path):  # noqa: F811
    page_of = {}
    host = Html(lambda *_: (200, page_of["html"]))
    with host.running():
        services = remade(data_dir=tmp_path, frame_ancestors=host.url)
        with serving(create_app(services)) as address:
            page_of["html"] = HOST_PAGE.format(address=address, context=json.dumps(CONTEXT)).encode()
            page = browser.new_page()
            page.goto(host.url)
            app = page.frame_locator("#app")
            app.locator("#comment").wait_for()
            for _ in range(50):
                if app.locator("#comment").input_value():
                    break
                page.wait_for_timeout(100)
            assert app.locator("#comment").input_value() == "Hva er telefonnummeret til kommunen?"
            app.get_by_role("button", name="Lag utkast").click()
            app.locator("#reply").wait_for()
            assert "52 75 01 00" in app.locator("#reply").input_value()
            assert services.drafts.page().drafts[0].external_id == "chatwoot:1:501"
            page.close()


def test_another_sites_frame_shows_nothing_and_its_words_are_not_heard(browser, remade, tmp_path):  # noqa: F811
    page_of = {}
    stranger = Html(lambda *_: (200, page_of["html"]))
    with stranger.running():
        services = remade(data_dir=tmp_path, frame_ancestors="https://chat.example.no")
        with serving(create_app(services)) as address:
            page_of["html"] = HOST_PAGE.format(address=address, context=json.dumps(CONTEXT)).encode()
            page = browser.new_page()
            page.goto(stranger.url)
            page.wait_for_timeout(500)
            assert [frame.url for frame in page.frames if frame.url.startswith(address) and frame.query_selector("#comment")] == []
            page.goto(f"{address}/dashboard/chatwoot")
            page.evaluate("context => window.postMessage(JSON.stringify(context), '*')", CONTEXT)
            page.wait_for_timeout(200)
            assert page.locator("#comment").input_value() == ""
            page.close()
