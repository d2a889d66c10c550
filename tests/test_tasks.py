"""Eight things staff do, each by hand in a browser in fewer than ten movements: a click, a choice, a text typed, a key."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.desk import BOAT, PHONE, POLITICS, ask, browser, desk  # noqa: F401 - fixtures
from tests.fakes import a_draft, a_request

PROFESSIONAL = "Går på blodtrykkstabletter, bør jeg ha ekstra liggende?"
MOST = 9


class Hands:
    """Moves on a page, and counts them."""

    def __init__(self, page) -> None:
        self.page, self.moves = page, 0

    def click(self, target) -> None:
        self.moves += 1
        target.click()

    def type(self, target, text: str) -> None:
        self.moves += 1
        target.fill(text)

    def key(self, *keys: str) -> None:
        for key in keys:
            self.moves += 1
            self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        self.moves += 1
        self.page.keyboard.insert_text(text)

    def button(self, name: str):
        return self.page.get_by_role("button", name=re.compile(name))

    def ask(self, comment: str) -> None:
        self.type(self.page.get_by_label("Kommentaren fra innbyggeren"), comment)
        self.key("Control+Enter")
        self.page.wait_for_url("**/drafts/*")

    def approve(self) -> None:
        self.type(self.page.get_by_label("Hvem er du?"), "rådgiver")
        if self.page.get_by_label("Jeg har kontrollert kildene").count():
            self.click(self.page.get_by_label("Jeg har kontrollert kildene"))
        self.click(self.button("^Godkjenn"))
        expect(self.page.locator("#done")).to_contain_text("Godkjent")


@pytest.fixture
def hands(desk, browser):  # noqa: F811
    with desk.person(browser, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto("/")
        found = Hands(page)
        yield found
        assert found.moves <= MOST


def test_get_an_answer_about_the_boat_and_copy_it(hands):
    hands.ask(BOAT)
    hands.approve()
    hands.click(hands.button("Kopier svaret"))
    expect(hands.page.locator("#told")).to_have_text("Kopiert.")
    assert "70 minutter" in hands.page.evaluate("navigator.clipboard.readText()")


def test_refuse_politics(hands):
    hands.ask(POLITICS)
    hands.click(hands.button("Kopier henvisningen"))
    expect(hands.page.locator("#told")).to_have_text("Kopiert.")
    assert "politisk nivå" in hands.page.evaluate("navigator.clipboard.readText()")
    hands.approve()


def test_mend_a_wrong_telephone_number_that_the_checks_flag(hands):
    hands.ask(PHONE)
    right = hands.page.locator("#text").input_value()
    hands.type(hands.page.locator("#text"), right.replace("52 75 01 00", "52 75 99 99"))
    hands.click(hands.button("Vis stedet: «52 75 99 99»").first)
    hands.write("52 75 01 00")
    expect(hands.page.locator("#checks .fail")).to_have_count(0)
    hands.approve()


def test_answer_professionally_with_name_and_title(desk, hands):  # noqa: F811
    hands.ask(PROFESSIONAL)
    expect(hands.page.locator(".lead")).to_contain_text("fyll inn hvem som svarer")
    for label, value in (("Fullt navn", "Navn Navnesen"), ("Tittel", "enhetsleder"), ("Enhet", "Teknisk enhet")):
        hands.type(hands.page.get_by_label(label), value)
    hands.click(hands.button("Lag utkast med navn"))
    expect(hands.page.locator("#text")).to_have_value(re.compile("Navn Navnesen, enhetsleder, Teknisk enhet"))
    hands.approve()
    kept = desk.services.drafts.get(hands.page.url.rsplit("/", 1)[1].split("?")[0])
    assert (kept.request.signer.title, kept.decisions[-1].decision) == ("enhetsleder", "approved")


def test_reject_with_a_reason(desk, hands):  # noqa: F811
    hands.ask(PHONE)
    hands.type(hands.page.get_by_label("Hvem er du?"), "rådgiver")
    hands.click(hands.page.locator("#reject > summary"))
    hands.click(hands.page.get_by_label("Utdatert"))
    hands.click(hands.button("Avvis utkastet"))
    expect(hands.page.locator("#done")).to_contain_text("Avvist")


def test_find_last_weeks_draft(desk, hands):  # noqa: F811
    request = a_request("Når er det dugnad på Siradalen?")
    desk.services.store.add(request, a_draft(request, created_at=datetime.now(UTC) - timedelta(days=8)), "local")
    hands.click(hands.page.get_by_role("link", name="Kø"))
    hands.type(hands.page.get_by_label("Søk i kommentarer og svar"), "dugnad")
    hands.key("Enter")
    hands.click(hands.page.locator("#queue a"))
    expect(hands.page.locator("blockquote")).to_contain_text("dugnad på Siradalen")


def test_check_an_employees_post(hands):
    hands.click(hands.page.get_by_role("link", name="Råd til ansatte"))
    hands.type(hands.page.get_by_label("Innlegget du har tenkt"), "Beboeren på rom tre falt i natt og er sendt til sykehuset.")
    hands.click(hands.button("Få råd"))
    expect(hands.page.locator("#advice-heading")).to_contain_text("B5")


def test_do_it_all_by_keyboard(desk, hands):  # noqa: F811
    expect(hands.page.get_by_label("Kommentaren fra innbyggeren")).to_be_focused()
    hands.write(BOAT)
    hands.key("Control+Enter")
    hands.page.wait_for_url("**/drafts/*")
    hands.page.locator("#show-keys").wait_for()
    hands.key("a")
    hands.write("rådgiver")
    hands.key("Tab", "Space", "Tab", "Enter")
    expect(hands.page.locator("#done")).to_contain_text("Godkjent")
    assert desk.services.drafts.get(hands.page.url.split("/")[-1].split("?")[0]).decisions[-1].decision == "approved"
