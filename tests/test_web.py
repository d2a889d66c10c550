"""The form, as a browser without JavaScript uses it."""

from __future__ import annotations

import base64
import json
import re
from datetime import UTC, datetime, timedelta

from fastapi.testclient import TestClient
from itsdangerous import TimestampSigner

from service.app import create_app
from service.pages import HERE, catalogue
from service.presence import STAYS, Presence
from service.web.marks import age
from service.web.review import DISCARDS
from service.web.words import NAMES


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


def test_every_sentence_of_the_pages_has_its_english_and_its_nynorsk_where_it_differs():
    used = set()
    for path in (HERE / "templates").glob("*.html"):
        text = path.read_text("utf-8")
        used |= set(re.findall(r"_\('([^']+)'\)", text))
        used |= {label for code, label in re.findall(r"\('(\w*)', '([^']+)'\)", text) if code not in {"nb", "nn", "en"} and not re.fullmatch("[a-z_]+", label)}
    for names in NAMES.values():
        used |= set(names.values())
    used |= {DISCARDS, "min", "t", "d"}
    known = catalogue()
    assert sorted(sentence for sentence in used if "en" not in known.get(sentence, {})) == []
    assert sorted(sentence for sentence in known if sentence not in used and sentence not in _said_by_code()) == []


def _said_by_code() -> str:
    return "\n".join(path.read_text("utf-8") for path in (HERE / "web").glob("*.py"))


def test_what_is_wrong_with_a_decision_is_said_in_the_readers_language(client):
    draft = client.post("/api/v1/drafts", json={"comment": "Hva er telefonnummeret til kommunen?"}).json()
    client.cookies.set("svarutkast-language", "en")
    page = client.post(f"/drafts/{draft['id']}/decision", data={"decision": "approved", "text": draft["draft"]["text"]})
    client.cookies.delete("svarutkast-language")
    assert page.status_code == 422
    assert "Tick when you have checked the sources." in page.text
    assert '<html lang="en">' in page.text


def test_a_language_that_is_not_ours_is_bokmaal_and_the_way_back_stays_here(client):
    for back in ("https://example.no/", "//example.no", "/\\example.no"):
        answer = client.post("/language", data={"language": "nn", "back": back}, follow_redirects=False)
        assert answer.headers["location"] == "/"
    answer = client.post("/language", data={"language": "se", "back": "/queue"}, follow_redirects=False)
    assert (answer.headers["location"], "svarutkast-language" in answer.headers.get("set-cookie", "")) == ("/queue", False)
    client.cookies.clear()


def test_errors_are_pages_for_browsers_and_problems_for_programs(client):
    page = client.get("/drafts/none", headers={"accept": "text/html"})
    assert (page.status_code, "Noe stoppet opp" in page.text) == (404, True)
    assert client.get("/api/v1/drafts/none", headers={"accept": "text/html"}).headers["content-type"] == "application/problem+json"


def test_a_writer_proposes_and_an_approver_finds_it_waiting(remade, tmp_path):
    services = remade(data_dir=tmp_path, oidc_issuer="https://issuer.example.no", four_eyes=False)
    app = create_app(services)

    def signed_in(name, *roles):
        person = TestClient(app, base_url="http://127.0.0.1:8000")
        secret = TimestampSigner(services.session_secret)
        session = base64.b64encode(json.dumps({"staff": name, "name": name, "roles": roles}).encode())
        person.cookies.set("svarutkast", secret.sign(session).decode())
        return person

    writer, approver = signed_in("skriveren", "writer"), signed_in("godkjenneren", "writer", "approver")
    shown = writer.post("/", data={"comment": "Hva er telefonnummeret til kommunen?"})
    address = str(shown.url)
    assert "Lagre endringen" in shown.text
    fields = {"decision": "approved", "text": "Ring 52 75 01 00. Hilsen Utsira kommune", "sources_checked": "1"}
    assert "En godkjenner må se på den" in writer.post(address + "/decision", data=fields).text
    queue = approver.get("/queue").text
    assert "venter på godkjenner · skriveren" in queue
    assert "skriveren" in approver.get(address).text
    assert "Godkjent" in approver.post(address + "/decision", data=fields).text
    assert "Hva er telefonnummeret" not in approver.get("/queue").text
    kept = services.drafts.get(address.rsplit("/", 1)[1]).decisions
    assert [(item.decision, item.by, item.final) for item in kept] == [("edited", "skriveren", False), ("approved", "godkjenneren", True)]


def test_presence_is_forgotten_when_nobody_says_that_they_are_still_there():
    now = [0.0]
    presence = Presence(clock=lambda: now[0])
    assert presence.enter("d", "a", "rådgiver") == ()
    assert presence.enter("d", "b", "leder") == ("rådgiver",)
    assert presence.elsewhere(["d", "e"], "b") == {"d": ("rådgiver",)}
    now[0] = STAYS + 1
    assert presence.enter("d", "b", "leder") == ()
    presence.leave("d", "b")
    assert presence.elsewhere(["d"], "a") == {}


def test_ages_are_said_in_the_largest_unit_that_says_enough():
    now = datetime(2026, 11, 27, 12, tzinfo=UTC)
    ages = [age(now - timedelta(minutes=minutes), now) for minutes in (0, 59, 61, 47 * 60, 49 * 60, -5)]
    assert [(one.number, one.unit, one.late) for one in ages] == [
        (0, "min", False), (59, "min", False), (1, "t", True), (47, "t", True), (2, "d", True), (0, "min", False)]  # fmt: skip


def test_a_text_of_ones_own_is_checked_against_the_knowledge_base_where_the_draft_has_no_sources(client):
    draft = client.post("/api/v1/drafts", json={"comment": "Det brenner i et naust i Nordvikvågen!!"}).json()
    assert draft["sources"] == []
    page = client.post(f"/drafts/{draft['id']}/checks?part=true", data={"text": "Telefonnummeret til sentralbordet i Utsira kommune er 52 75 01 00."})
    assert "<html" not in page.text
    assert 'class="fail"' not in page.text.split("Fakta")[1].split("</li>")[0]
    wrong = client.post(f"/drafts/{draft['id']}/checks?part=true", data={"text": "Telefonnummeret til sentralbordet er 52 75 99 99."})
    assert 'class="fail"' in wrong.text
