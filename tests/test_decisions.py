"""What staff did with a draft: kept, checked again, bound to what was seen, and given back as candidate samples."""

from __future__ import annotations

import json

import pytest

from evals.dataset import load
from service.cli import main
from service.personal_data import mask

QUESTION = "Hva er telefonnummeret til kommunen?"


@pytest.fixture
def drafted(client):
    def make(comment=QUESTION, **fields):
        return client.post("/api/v1/drafts", json={"comment": comment, **fields}).json()

    return make


@pytest.fixture
def decide(client):
    def post(draft, decision="approved", **fields):
        body = {"decision": decision, "by": "kommunikasjonsrådgiver", "content_hash": draft["content_hash"], **fields}
        return client.post(f"/api/v1/drafts/{draft['id']}/decision", json=body)

    return post


def test_an_approved_draft_is_kept_with_its_text(drafted, decide):
    draft = drafted()
    answer = decide(draft, sources_checked=True)
    assert answer.status_code == 201
    kept = answer.json()
    assert (kept["draft_id"], kept["text"], kept["ok"]) == (draft["id"], draft["draft"]["text"], True)
    assert kept["sources_checked"] is True


def test_an_edited_text_is_checked_again(drafted, decide):
    draft = drafted()
    worse = draft["draft"]["text"].replace("52 75 01 00", "52 75 99 99")
    kept = decide(draft, "edited", text=worse).json()
    assert kept["ok"] is False
    assert "grounding" in [check["rule"] for check in kept["checks"] if check["verdict"] == "fail"]
    assert decide(draft, "edited", text=draft["draft"]["text"]).json()["ok"] is True


def test_a_decision_on_a_superseded_draft_is_a_conflict(drafted, decide):
    first = drafted(external_id="decision-1")
    drafted("Hvor ligger biblioteket?", external_id="decision-1")
    answer = decide(first)
    assert answer.status_code == 409
    assert "nyere utkast" in answer.json()["title"]


def test_a_decision_on_other_content_is_a_conflict(drafted, decide):
    answer = decide(drafted(), content_hash="0" * 64)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (409, "content_hash")


@pytest.mark.parametrize(
    ("fields", "status", "field"),
    [
        ({"decision": "posted"}, 422, "decision"),
        ({"decision": "edited"}, 422, ""),
        ({"decision": "edited", "text": "  "}, 422, "text"),
        ({"by": ""}, 422, "by"),
        ({"decision": "rejected", "reasons": ["ugly"]}, 422, "reasons.0"),
    ],
)
def test_bad_decisions_name_the_field(drafted, decide, fields, status, field):
    answer = decide(drafted(), **fields)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (status, field)


def test_there_must_be_something_to_approve_and_a_draft_to_decide_on(client, drafted, decide):
    spam = drafted("Earn 5000$ a week from home!! DM me now 💸💸 click the link in bio")
    assert spam["status"] == "no_reply_needed"
    assert decide(spam).status_code == 422
    assert decide(spam, "rejected", reasons=["not_needed"]).status_code == 201
    assert client.post("/api/v1/drafts/nope/decision", json={"decision": "approved", "by": "x"}).status_code == 404


def test_decisions_become_masked_candidate_samples(services, drafted, decide, monkeypatch, capsys, tmp_path):
    private = drafted("Jeg heter Ola Nordmann, ring meg på 913 45 678. " + QUESTION, external_id="masked")
    good = drafted()
    decide(private, "rejected", reasons=["personal_data", "not_needed"])
    decide(good, "edited", text="Ring oss på 52 75 01 00.\n\nHilsen Utsira kommune", reasons=["wrong_tone"])
    monkeypatch.setenv("SVARUTKAST_DATA_DIR", str(services.settings.data_dir))
    assert main(["export", "--decisions"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "Ola Nordmann" not in "".join(lines)
    assert "913 45 678" not in "".join(lines)
    rows = [json.loads(line) for line in lines]
    of_good = {row["id"].endswith("-edited"): row for row in rows if row.get("group") == f"decision-{good['id']}"}
    assert of_good[True]["expect"] == {"fails": [], "ok": True}
    assert "52 75 01 00" in of_good[True]["input"]["draft"]
    assert of_good[False]["expect"] == {"fails": ["A6"], "ok": False}
    assert [row["expect"] for row in rows if row.get("group") == f"decision-{private['id']}" and row["kind"] == "drafts"] == [{"status": "no_reply_needed"}]
    for kind in ("checks", "drafts"):
        (tmp_path / f"{kind}.jsonl").write_text("\n".join(line for line, row in zip(lines, rows, strict=True) if row["kind"] == kind), "utf-8")
        assert load(tmp_path, (kind,))


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Jeg heter Kari Nordmann og lurer", "Jeg heter [navn] og lurer"),
        ("my name is Ola, hi", "my name is [navn], hi"),
        ("fnr 01010750160 og 913 45 678", "fnr [fødselsnummer] og [telefonnummer]"),
        ("ring 52 75 01 00 eller skriv til meg@example.no", "ring 52 75 01 00 eller skriv til [e-postadresse]"),
    ],
)
def test_masking_hides_people_and_keeps_the_municipality(text, masked):
    assert mask(text, ["52 75 01 00"]) == masked
