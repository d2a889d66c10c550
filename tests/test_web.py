"""The form, as a browser without JavaScript uses it."""

from __future__ import annotations


def test_the_form_leads_to_a_page_with_the_draft_its_sources_and_checks(client):
    page = client.post("/", data={"comment": "Hva er telefonnummeret til kommunen?", "channel": "facebook"})
    assert page.status_code == 200
    assert "52 75 01 00" in page.text
    assert "Kilder" in page.text
    assert "Regler" in page.text
    assert "telefonnummeret" not in str(page.url)


def test_a_mistake_keeps_what_was_typed_and_says_what_is_wrong(client):
    page = client.post("/", data={"comment": " ", "post": "Innlegget om båten", "channel": "x"})
    assert page.status_code == 422
    assert "Innlegget om båten" in page.text
    assert 'id="comment-error"' in page.text


def test_a_comment_cannot_put_markup_in_the_page(client):
    page = client.post("/", data={"comment": "<script>alert(1)</script> Dere burde heller bruke pengene på skolen enn på vindkraft"})
    assert "<script>alert" not in page.text
    assert client.post("/", data={"comment": " ", "post": "<script>alert(1)</script>"}).text.count("<script>alert") == 0


def test_a_refusal_shows_the_referral_and_an_emergency_the_number(client):
    assert "politisk nivå" in client.post("/", data={"comment": "Dere burde heller bruke pengene på skolen enn på vindkraft"}).text
    assert "110" in client.post("/", data={"comment": "Det brenner i et naust!"}).text


def test_pages_ask_nothing_of_anybody_else(client):
    page = client.get("/")
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert "http://" not in page.text
    assert "https://" not in page.text
    for path in ("/static/style.css", "/static/copy.js"):
        assert client.get(path).status_code == 200
    assert client.get("/static/other").status_code == 404
