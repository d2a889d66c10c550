"""The service on a port of its own, and what a person does in a browser there."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from service.app import create_app
from service.bootstrap import Services
from tests.fakes import serving
from tests.test_report_page import browser

__all__ = ["Desk", "browser", "desk", "either", "page"]
PHONE = "Hva er telefonnummeret til kommunen?"
BOAT = "Hvor lang tid tar båten fra Haugesund?"
POLITICS = "Dere burde heller bruke pengene på skolen enn på vindkraft"
FIRE = "Det brenner i et naust i Nordvikvågen!!"
REMARK = "Regn i dag også."


@dataclass(frozen=True)
class Desk:
    """A running service."""

    address: str
    services: Services

    @contextmanager
    def person(self, browser: Browser, **settings):
        """A page in a browser profile of its own; it notes what it asked for elsewhere and what its scripts complain of."""
        context = browser.new_context(base_url=self.address, **settings)
        opened = context.new_page()
        complaints: list[str] = []
        opened.on("request", lambda request: request.url.startswith(self.address) or complaints.append(request.url))
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.on("console", lambda said: "Content Security Policy" in said.text and complaints.append(said.text))
        yield opened
        context.close()
        assert complaints == []


@pytest.fixture(scope="module")
def desk(remade, tmp_path_factory):
    services = remade(data_dir=tmp_path_factory.mktemp("desk"))
    with serving(create_app(services)) as address:
        yield Desk(address, services)


@pytest.fixture
def page(desk, browser):
    with desk.person(browser) as opened:
        yield opened


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def either(request, desk, browser):
    """A page with JavaScript, then one without."""
    with desk.person(browser, java_script_enabled=request.param) as opened:
        yield opened


def ask(page: Page, comment: str) -> str:
    """Have a draft made by the form; its id."""
    page.goto("/")
    page.get_by_label("Kommentaren fra innbyggeren").fill(comment)
    page.get_by_role("button", name="Lag utkast", exact=True).click()
    page.wait_for_url("**/drafts/*")
    return page.url.rsplit("/", 1)[1]
