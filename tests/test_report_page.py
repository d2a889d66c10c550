"""The evaluation report in a real browser: no outside request, nothing axe-core finds, the filter works."""

from __future__ import annotations

import os
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from service.cli import main

CHROMIUM = shutil.which("chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None and "REQUIRE_BROWSER" not in os.environ:
        pytest.skip("chromium is not installed")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def report(services, tmp_path_factory):
    out = tmp_path_factory.mktemp("report")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SVARUTKAST_DATA_DIR", str(services.settings.data_dir))
        assert main(["eval", "--split", "test", "--out", str(out)]) == 0
    return f"file://{out / 'report.html'}"


@pytest.fixture(params=["light", "dark"])
def page(request, report, browser):
    opened = browser.new_page(color_scheme=request.param, viewport={"width": 1100, "height": 900})
    asked = []
    opened.on("request", lambda event: asked.append(event.url))
    opened.goto(report)
    yield opened
    assert asked == [report]
    opened.close()


def test_axe_finds_nothing(page):
    page.evaluate("document.querySelectorAll('details').forEach((d, n) => { d.open = n < 5 })")
    found = Axe().run(page)
    assert [(violation["id"], violation["nodes"][0]["html"][:120]) for violation in found.response["violations"]] == []


def test_the_filter_shows_only_the_samples_of_one_rule(page):
    everything = page.locator("details:visible").count()
    page.get_by_label("Vis bare regel").select_option("A5")
    shown = page.locator("details:visible")
    assert 0 < shown.count() < everything
    assert page.get_by_role("status").inner_text() == f"{shown.count()} prøver"
    assert all("A5" in rules.split() for rules in shown.evaluate_all("all => all.map(one => one.dataset.rules)"))


def test_the_report_fits_a_narrow_screen(page):
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
