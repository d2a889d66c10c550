"""How the API behaves under repetition, at once and over time, spoken to by its own typed client, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi.testclient import TestClient

from service.app import create_app
from service.cli import main
from service.client import ProblemError, Svarutkast
from service.requests import CheckRequest, DecisionRequest, DraftRequest

QUESTION = DraftRequest(comment="Hva er telefonnummeret til kommunen?")
APPROVED = DecisionRequest(decision="approved", by="kommunikasjon", sources_checked=True)


@pytest.fixture
def http(remade, database_url, tmp_path):
    services = remade(data_dir=tmp_path, database_url=database_url)
    return TestClient(create_app(services), base_url="http://127.0.0.1:8000", raise_server_exceptions=False)


@pytest.fixture
def service(http):
    return Svarutkast(http=http)


def test_two_hundred_identical_requests_at_once_make_one_draft(service):
    request = QUESTION.model_copy(update={"external_id": "fb-9"})
    with ThreadPoolExecutor(32) as pool:
        made = {draft.id for draft in pool.map(lambda _: service.create(request), range(200))}
    assert len(made) == 1
    assert [draft.id for draft in service.queue()] == list(made)


def test_an_idempotency_key_gives_the_first_answer_again_and_is_bound_to_the_request(service):
    first = service.create(QUESTION, idempotency_key="k1")
    assert service.create(QUESTION, idempotency_key="k1") == first
    with pytest.raises(ProblemError, match="brukt før") as told:
        service.create(DraftRequest(comment="Hvor ligger biblioteket?"), idempotency_key="k1")
    assert (told.value.status, told.value.field) == (422, "Idempotency-Key")
    decided = service.decide(first.id, APPROVED, idempotency_key="d1")
    assert service.decide(first.id, APPROVED, idempotency_key="d1") == decided


def test_a_changed_comment_supersedes_and_the_old_draft_says_by_which(service):
    old = service.create(QUESTION.model_copy(update={"external_id": "e"}))
    new = service.create(DraftRequest(comment="Hvor ligger biblioteket?", external_id="e"))
    assert service.get(old.id)[0].superseded_by == new.id
    with pytest.raises(ProblemError, match="nyere utkast"):
        service.decide(old.id, APPROVED)
    assert [draft.id for draft in service.queue(superseded=False)] == [new.id]


def test_a_decision_on_a_version_that_was_not_seen_is_told(service):
    draft = service.create(QUESTION)
    _, etag = service.get(draft.id)
    service.decide(draft.id, APPROVED, etag)
    with pytest.raises(ProblemError) as told:
        service.decide(draft.id, APPROVED, etag)
    assert told.value.status == 412
    assert service.get(draft.id)[0].decision == "approved"


def test_reads_carry_tags_and_what_has_not_changed_is_not_sent_again(http, service):
    draft = service.create(QUESTION)
    for path in (f"/api/v1/drafts/{draft.id}", "/api/v1/drafts", "/api/v1/knowledge?q=hummer"):
        tag = http.get(path).headers["etag"]
        again = http.get(path, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
    service.decide(draft.id, APPROVED)
    assert http.get(f"/api/v1/drafts/{draft.id}", headers={"If-None-Match": f'"{draft.id}-1"'}).status_code == 200


def test_the_queue_is_filtered_and_paged(http, service):
    made = [service.create(QUESTION).id for _ in range(3)]
    service.decide(made[1], APPROVED)
    assert [draft.id for draft in service.queue(limit=1)] == made[::-1]
    assert [draft.id for draft in service.queue(decided=True)] == [made[1]]
    assert list(service.queue(status="refused")) == []
    assert list(service.queue(since="2090-01-01T00:00:00Z")) == []
    wrong = http.get("/api/v1/drafts?cursor=nonsense")
    assert (wrong.status_code, wrong.json()["field"]) == (422, "cursor")


def test_a_request_carries_its_own_id_or_is_given_one(http):
    assert http.get("/healthz", headers={"X-Request-ID": "abc-1.2"}).headers["x-request-id"] == "abc-1.2"
    problem = http.get("/api/v1/drafts/none", headers={"X-Request-ID": "abc-3"})
    assert problem.json()["request_id"] == "abc-3"
    assert len(http.get("/healthz", headers={"X-Request-ID": "two words\t"}).headers["x-request-id"]) == 32


def test_triage_checks_and_search_answer_the_client_too(service):
    assert service.triage(DraftRequest(comment="Dere burde heller bruke pengene på skolen enn på vindkraft")).political
    assert service.check(CheckRequest(comment="Takk!", draft="Tusen takk!", sources=())).ok
    assert len(service.search("hummerteiner", 2)) == 2


def test_the_record_shows_who_confirmed_what_and_where_the_facts_are_from(http, service):
    draft = service.create(QUESTION.model_copy(update={"post": "Innlegget", "external_id": "fb-1"}))
    text = draft.draft.text.replace("Hei", "Hei der")
    service.decide(draft.id, DecisionRequest(decision="edited", text=text, by="Rådgiver", sources_checked=True, note="Mykere"))
    record = service.record(draft.id)
    assert (record.published_text, record.approval.by, record.approval.sources_checked) == (text, "Rådgiver", True)
    assert record.approval.checks_shown > 0
    assert "+Hei der" in record.edits[0]
    assert record.sources[0].sha256
    assert record.sources[0].fetched
    assert (record.comment.text, record.comment.post) == (QUESTION.comment, "Innlegget")
    assert record.journal.proposal == "keep"
    page = http.get(f"/api/v1/drafts/{draft.id}/record", headers={"Accept": "text/html"})
    for words in (QUESTION.comment, "Rådgiver", "Mykere", record.sources[0].sha256, "Arkivblad"):
        assert words in page.text


def test_case_handling_is_proposed_for_the_journal(service):
    asked = "Jeg vil klage på vedtaket om byggetillatelse for naustet mitt. Hvor langt er saken min kommet?"
    draft = service.create(DraftRequest(comment=asked))
    assert draft.triage.formal_enquiry
    assert service.record(draft.id).journal.proposal == "journal"


def test_a_person_can_ask_for_what_is_kept_and_have_it_deleted(http, service):
    draft = service.create(DraftRequest(comment="Hilsen Åse Prøve: når er biblioteket åpent?"))
    found = http.post("/api/v1/people/search", json={"words": "åse prøve"}).json()["found"]
    assert [row["id"] for row in found] == [draft.id]
    assert http.delete(f"/api/v1/drafts/{draft.id}").status_code == 204
    assert http.post("/api/v1/people/search", json={"words": "åse prøve"}).json()["found"] == []
    assert service.get(draft.id)[0].erased_at is not None
    assert service.record(draft.id).comment.text == "[slettet]"
    audit = http.get("/api/v1/audit").json()
    assert [row["action"] for row in audit["rows"]][:4] == ["record.read", "person.searched", "draft.erased", "person.searched"]
    assert audit["broken_at"] is None
    assert "Åse" not in str(audit)


def test_a_channel_can_be_switched_off_and_on(http, service):
    assert http.put("/api/v1/channels/x", json={"enabled": False, "reason": "feil"}).json()["enabled"] is False
    with pytest.raises(ProblemError) as told:
        service.create(QUESTION.model_copy(update={"channel": "x"}))
    assert (told.value.status, told.value.field) == (409, "channel")
    assert service.create(QUESTION).channel == "facebook"
    http.put("/api/v1/channels/x", json={"enabled": True})
    assert service.create(QUESTION.model_copy(update={"channel": "x"})).channel == "x"
    assert len(http.get("/api/v1/channels").json()["channels"]) == 4


def test_readiness_tells_what_is_missing(remade, tmp_path):
    services = remade(data_dir=tmp_path, database_url="postgresql+psycopg://nobody@127.0.0.1:1/none")
    answer = TestClient(create_app(services), base_url="http://127.0.0.1:8000").get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["reasons"] == ["database: Databasen svarer ikke. Ingenting er lagret; prøv igjen."]


def test_the_commands_of_those_who_answer_for_the_service(services, monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("SVARUTKAST_DATABASE_URL", f"sqlite:///{tmp_path / 'office.db'}")
    monkeypatch.setenv("SVARUTKAST_DATA_DIR", str(services.settings.data_dir))
    assert main(["draft", "--store", "Hilsen Åse Prøve: når er biblioteket åpent?"]) == 0
    capsys.readouterr()
    for arguments, status, words in (
        (["channel", "x", "off", "--reason", "feil"], 0, "x          av  feil"), (["channel", "x"], 2, ""), (["jobs"], 0, ""),
        (["jobs", "--replay", "none"], 1, ""), (["person", "åse prøve", "--erase"], 0, "Åse"), (["person", "åse prøve"], 1, ""),
        (["retention"], 0, "0 utkast"), (["audit"], 0, "draft.erased"), (["export"], 2, ""), (["export", "--all"], 0, "[slettet]"),
        (["export", "--csv"], 0, "status_reason"),
    ):  # fmt: skip
        assert main(arguments) == status, arguments
        assert words in capsys.readouterr().out, arguments


def test_the_figures_are_there_for_prometheus(http, service):
    draft = service.create(QUESTION)
    other = service.create(DraftRequest(comment="Hva mener kommunen om vindkraft utenfor øya? Stopp galskapen!"))
    service.decide(draft.id, APPROVED)
    text = http.get("/metrics").text
    for line in (
        f'svarutkast_drafts_total{{channel="facebook",reason="{other.status_reason}",status="{other.status}"}} 1.0',
        'svarutkast_decisions_total{decision="approved",reason="none"} 1.0',
        'svarutkast_acceptance_ratio{route="extractive",tone="factual"} 1.0', "svarutkast_queue_length 1.0",
        "svarutkast_answer_at_once_seconds", 'svarutkast_cost_total{engine="extractive"} 0.0',
        'svarutkast_http_request_seconds_bucket{le="0.005",method="POST",route="/api/v1/drafts"',
    ):  # fmt: skip
        assert line in text, line
    assert QUESTION.comment not in text
