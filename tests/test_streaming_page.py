"""Ask with JavaScript over a model that is slow, cut off or stopped: words as they come, nothing lost, nothing jumps."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from service.app import create_app
from tests.completions import FERRY, GOOD
from tests.desk import PHONE, Desk, browser  # noqa: F401 - a fixture
from tests.fakes import serving
from tests.model_server import Answer, model_server
from tests.test_axe import violations
from tests.test_writer import with_model

SHIFTS = """window.shift = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shift += entry.value; })
    .observe({type: "layout-shift", buffered: true});"""


@pytest.fixture(scope="module")
def slow(services, tmp_path_factory):
    """A desk whose model writes a piece at a time, and that model."""
    with model_server(lambda _: Answer(GOOD, pause=0.12, piece=12)) as model:
        made = with_model(services, model="hosted_vllm/loopback", model_url=model.address, model_seconds=20,
                          data_dir=tmp_path_factory.mktemp("slow"))  # fmt: skip
        made.__dict__["classifier"] = services.classifier
        made.model.calls.make_ready()
        _ = made.pipeline, made.store
        with serving(create_app(made)) as address:
            yield Desk(address, made), model


@pytest.fixture
def page(slow, browser):
    with slow[0].person(browser) as opened:
        opened.add_init_script(SHIFTS)
        opened.goto("/")
        yield opened


def submit(page, comment=FERRY):
    page.get_by_label("Kommentaren fra innbyggeren").fill(comment)
    page.keyboard.press("Control+Enter")


def test_triage_comes_first_then_sources_then_words_and_the_draft_opens(page):
    submit(page)
    expect(page.locator("#triage")).to_contain_text("Skal besvares")
    expect(page.locator("#sources li").first).to_contain_text("Rutebåten")
    assert page.url.endswith("/")
    expect(page.locator("#progress")).to_have_text("Skriver …")
    expect(page.locator("#words")).to_contain_text("Hei")
    page.wait_for_url("**/drafts/*")
    expect(page.locator("#text")).to_have_value(re.compile("70 minutter"))


def test_nothing_jumps_while_the_words_come(page):
    submit(page)
    expect(page.locator("#words")).to_contain_text("takk for at")
    assert page.evaluate("window.shift") < 0.02
    assert violations(page) == []
    page.get_by_role("button", name="Stopp").click()


def test_it_can_be_stopped_and_then_nothing_is_kept(slow, page):
    desk, model = slow
    before, model.left = len(desk.services.drafts.page(limit=100).drafts), 0
    submit(page)
    expect(page.locator("#words")).to_contain_text("Hei")
    page.get_by_role("button", name="Stopp").click()
    expect(page.locator("#progress")).to_contain_text("Ingenting er lagret")
    expect(page.get_by_label("Kommentaren fra innbyggeren")).to_have_value(FERRY)
    expect(page.get_by_role("button", name="Stopp")).to_be_hidden()
    page.wait_for_timeout(1500)
    assert len(desk.services.drafts.page(limit=100).drafts) == before
    assert model.left == 1


def test_a_model_that_is_cut_off_begins_again_on_the_screen(slow, page):
    _, model = slow
    answers = [Answer(GOOD, cut=12, pause=0.05), Answer(GOOD)]
    was, model.answer = model.answer, lambda _: answers.pop(0)
    submit(page)
    page.wait_for_url("**/drafts/*")
    assert page.locator("#text").input_value().count("70 minutter") == 1
    model.answer = was


def test_a_broken_connection_is_told_and_what_was_typed_stands(page):
    page.route("**/api/v1/drafts", lambda route: route.fulfill(status=200, content_type="text/event-stream", body='event: token\ndata: {"text":"Hei","request":1}\n\n'))
    submit(page, PHONE)
    expect(page.get_by_role("alert").first).to_contain_text("Forbindelsen ble brutt")
    expect(page.get_by_label("Kommentaren fra innbyggeren")).to_have_value(PHONE)
    page.unroute("**/api/v1/drafts")
    page.route("**/api/v1/drafts", lambda route: route.abort())
    page.get_by_role("button", name="Lag utkast", exact=True).click()
    expect(page.get_by_role("alert")).to_have_count(2)
    expect(page.get_by_label("Kommentaren fra innbyggeren")).to_have_value(PHONE)
