"""What is kept, on SQLite and on a real PostgreSQL: the same promises on both."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa
from fakes import a_decision, a_draft, a_request

from service.errors import BadRequest, Conflict, NotFound, StoreError
from service.jobs import Job
from service.keys import make_key
from service.ports import EVERYTHING, Filters, Once
from service.store import (
    Database,
    SqlArchive,
    SqlAuditLog,
    SqlChannels,
    SqlDraftStore,
    SqlFigures,
    SqlJobs,
    SqlKeys,
    SqlMonth,
    SqlQueue,
)
from service.store.tables import drafts, jobs, now

ONCE = Once("key-1", "a" * 64)


@pytest.fixture
def store(database):
    return SqlDraftStore(database)


def added(store, comment="Hvor ligger biblioteket?", once=None, jobs=(), caller="local", **fields):
    request = a_request(comment, **fields)
    return store.add(request, a_draft(request), caller, once, jobs)


def at_once(count, work):
    barrier = threading.Barrier(min(count, 24))

    def one(number):
        if number < barrier.parties:
            barrier.wait(20)
        return work(number)

    with ThreadPoolExecutor(barrier.parties) as pool:
        return list(pool.map(one, range(count)))


def test_two_hundred_at_once_with_one_external_id_make_one_draft(store):
    ids = at_once(200, lambda _: added(store, external_id="fb-1").id)
    assert len(set(ids)) == 1
    assert len(store.page(EVERYTHING, 100).drafts) == 1


def test_two_hundred_at_once_with_one_idempotency_key_make_one_draft(store):
    ids = at_once(200, lambda _: added(store, once=ONCE).id)
    assert len(set(ids)) == 1
    assert len(store.page(EVERYTHING, 100).drafts) == 1


def test_the_same_key_for_something_else_is_told(store):
    added(store, once=ONCE)
    with pytest.raises(BadRequest, match="brukt før"):
        added(store, once=Once("key-1", "b" * 64))
    assert added(store, once=ONCE, caller="key:other").external_id is None


def test_changed_content_supersedes_and_of_many_changes_at_once_one_stands(store):
    made = at_once(24, lambda number: added(store, f"Kommentar {number}", external_id="fb-2"))
    standing = store.page(Filters(superseded=False), 100).drafts
    assert len({draft.id for draft in made}) == 24
    assert len(standing) == 1
    assert all(draft.superseded_by for draft in store.page(Filters(superseded=True), 100).drafts)


def test_other_callers_have_ids_of_their_own(store):
    assert added(store, external_id="1", caller="key:a").id != added(store, external_id="1", caller="key:b").id


def test_decisions_are_bound_to_the_version_that_was_seen(store):
    draft = added(store)
    store.decide(a_decision(draft), seen=1)
    with pytest.raises(Conflict, match="samtidig"):
        store.decide(a_decision(draft), seen=1)
    assert store.get(draft.id).draft.decision == "approved"
    assert store.get(draft.id).etag == f'"{draft.id}-2"'


def test_of_decisions_at_once_one_counts(store):
    draft = added(store)

    def decide(_):
        try:
            return store.decide(a_decision(draft), seen=1).id
        except Conflict:
            return None

    made = [item for item in at_once(16, decide) if item]
    assert [item.id for item in store.get(draft.id).decisions] == made
    assert len(made) == 1


def test_a_decision_with_an_idempotency_key_counts_once(store):
    draft = added(store)
    first = store.decide(a_decision(draft), 1, ONCE)
    assert store.decide(a_decision(draft), 1, ONCE) == first


def test_pages_do_not_overlap_and_end(store):
    made = [added(store, f"Kommentar {number}").id for number in range(5)]
    page = store.page(EVERYTHING, 2)
    seen = [draft.id for draft in page.drafts]
    while page.next:
        page = store.page(EVERYTHING, 2, page.next)
        seen += [draft.id for draft in page.drafts]
    assert seen == made[::-1]
    for cursor in ("x", "-1", "9" * 12, "١"):
        with pytest.raises(BadRequest):
            store.page(EVERYTHING, 2, cursor)


def test_filters_let_through_what_they_name(store):
    request = a_request("Politikk", channel="x")
    refused = store.add(request, a_draft(request, status="refused", status_reason="political", draft=None), "local")
    other = added(store, external_id="e")
    store.decide(a_decision(other), 1)
    for filters, ids in (
        (Filters(status="refused"), [refused.id]), (Filters(status_reason="political"), [refused.id]),
        (Filters(channel="x"), [refused.id]), (Filters(external_id="e"), [other.id]), (Filters(decided=True), [other.id]),
        (Filters(decided=False), [refused.id]), (Filters(since=now() + timedelta(hours=1)), []),
        (Filters(until=now() - timedelta(hours=1)), []),
    ):  # fmt: skip
        assert [draft.id for draft in store.page(filters, 10).drafts] == ids, filters


def test_a_job_is_claimed_by_one_worker_only(database):
    queue = SqlJobs(database)
    for number in range(40):
        queue.put(Job("event", {"n": number}))
    claimed = [job.id for job in at_once(60, lambda _: queue.claim()) if job]
    assert len(claimed) == 40
    assert len(set(claimed)) == 40


def test_a_job_named_once_comes_once(database):
    queue = SqlJobs(database)
    assert sum(at_once(50, lambda _: queue.put(Job("event", {}, once="chatwoot:1:1")))) == 1


def test_a_lost_workers_job_is_taken_over_when_its_lease_has_run_out(database):
    lost = SqlJobs(database, lease=timedelta(seconds=-1))
    lost.put(Job("event", {"n": 1}))
    first, second = lost.claim(), lost.claim()
    assert (first.id, first.attempts, second.attempts) == (second.id, 1, 2)
    lost.done(second)
    assert lost.claim() is None
    assert lost.listed("done")[0].payload == {}


def test_failed_jobs_come_again_later_then_lie_dead_until_replayed(database):
    queue = SqlJobs(database)
    queue.put(Job("event", {"n": 1}))
    for _ in range(8):
        with database.transaction() as connection:
            connection.execute(jobs.update().values(run_at=now()))
        job = queue.claim()
        queue.failed(job, "OutboundError 500")
        assert queue.claim() is None
    assert [job.id for job in queue.listed("dead")] == [job.id]
    queue.replay(job.id, "test")
    assert queue.claim().payload == {"n": 1}
    with pytest.raises(NotFound):
        queue.replay("none", "test")


def test_a_draft_and_its_jobs_stand_or_fall_together(store, database):
    with pytest.raises(StoreError):
        added(store, jobs=(Job("event", {}), Job(None, {})))
    assert store.page(EVERYTHING, 10).drafts == ()
    assert SqlJobs(database).claim() is None


def test_keys_are_kept_as_hashes_and_can_be_revoked(database):
    keys = SqlKeys(database)
    key, text = make_key("prøve", ["read"])
    keys.add(key, "test")
    secret = text.split("_", 2)[2]
    with database.transaction() as connection:
        assert secret not in str(connection.execute(sa.text("SELECT * FROM api_keys")).all())
    assert keys.find(key.id).opens_with(secret)
    assert keys.all()[0].last_used_at is not None
    keys.revoke(key.id, "test")
    assert not keys.find(key.id).opens_with(secret)
    assert not keys.any_active()
    with pytest.raises(NotFound):
        keys.revoke(key.id, "test")


def test_the_audit_log_can_only_grow(database):
    log = SqlAuditLog(database)
    at_once(10, lambda number: log.add("test", "did", f"thing:{number}", n=number))
    assert log.broken_at() is None
    for statement in ("UPDATE audit SET actor = 'x'", "DELETE FROM audit"):
        with pytest.raises(StoreError), database.transaction() as connection:
            connection.execute(sa.text(statement))
    assert len(log.rows()) == 10


def test_a_row_changed_behind_the_triggers_is_found(database):
    log = SqlAuditLog(database)
    for number in range(3):
        log.add("test", "did", f"thing:{number}")
    with database.transaction() as connection:
        for drop in {"sqlite": ["DROP TRIGGER audit_no_UPDATE"], "postgresql": ["DROP TRIGGER audit_no_change ON audit"]}[connection.dialect.name]:
            connection.execute(sa.text(drop))
        connection.execute(sa.text("UPDATE audit SET subject = 'thing:9' WHERE number = 2"))
    assert log.broken_at() == 2


def test_a_channel_is_switched_off_with_a_row_in_the_audit_log(database):
    channels = SqlChannels(database)
    assert channels.enabled("x")
    channels.switch("x", False, "for mange feil", "staff:1")
    assert not channels.enabled("x")
    assert channels.enabled("facebook")
    assert SqlAuditLog(database).rows()[0]["action"] == "channel.off"
    channels.switch("x", True, None, "staff:1")
    assert channels.enabled("x")


def test_words_are_erased_in_time_and_figures_stay_longer(store, database):
    archive = SqlArchive(database)
    old, fresh = added(store, "Gammel hemmelighet 4711", external_id="u"), added(store, "Fersk")
    store.decide(a_decision(old, text="Svar med hemmelighet 4711", note="4711"), 1)
    with database.transaction() as connection:
        connection.execute(drafts.update().where(drafts.c.id == old.id).values(created_at=now() - timedelta(days=400)))
    assert archive.erase_older_than(365, "test") == 1
    assert archive.search("4711", "test") == []
    erased = store.get(old.id)
    assert (erased.draft.status, erased.draft.decision, erased.request.comment) == ("drafted", "approved", "[slettet]")
    assert erased.draft.erased_at is not None
    assert store.get(fresh.id).request.comment == "Fersk"
    with pytest.raises(Conflict):
        store.decide(a_decision(erased.draft, content_hash="x"), erased.version)
    assert archive.drop_older_than(399, "test") == 1
    with pytest.raises(NotFound):
        store.get(old.id)


def test_a_persons_words_are_found_whatever_the_case_and_erased_on_request(store, database):
    archive = SqlArchive(database)
    draft = added(store, "Jeg heter ÅSE PRØVE og lurer")
    added(store, "Noe helt annet")
    SqlJobs(database).put(Job("comment", {"request": {"comment": "åse prøve igjen"}}))
    found = archive.search("åse prøve", "test")
    assert [(row["kind"]) for row in found] == ["draft", "job"]
    archive.erase(draft.id, "test", "requested")
    assert [(row["kind"]) for row in archive.search("åse prøve", "test")] == ["job"]
    assert "PRØVE" not in str(SqlAuditLog(database).rows())


def test_the_export_holds_every_kind(store, database):
    added(store, jobs=(Job("event", {}),))
    SqlChannels(database).switch("x", False, None, "test")
    assert {row["kind"] for row in SqlArchive(database).export("test")} == {"draft", "job", "channel", "audit"}


def test_figures_count_what_is_kept(store, database):
    draft, other = added(store), added(store, "Annet", posted_at="2026-01-01T00:00:00+01:00")
    store.decide(a_decision(draft, decision="rejected", reasons=("wrong_fact", "too_long")), 1)
    figures = {(item.name, *item.labels.values()): item.value for item in SqlFigures(database).all()}
    assert figures["drafts", "drafted", "answered", "facebook"] == 2
    assert figures["decisions", "rejected", "too_long"] == 1
    assert figures["acceptance_ratio", "extractive", "factual"] == 0
    assert figures["queue_length",] == 1
    assert figures["answer_at_once_seconds",] > 3600
    assert other.id


@pytest.mark.parametrize("released", ["0001", "0002"])
def test_a_database_of_every_released_version_comes_up_with_its_drafts(database_url, tmp_path, released):
    """0.1.0 had 0001; the evaluation's decisions came with 0002."""
    database = Database(database_url)
    database.migrate(tmp_path, released)
    request = a_request(external_id="old")
    draft = a_draft(request)
    metadata = sa.MetaData()
    with database.transaction() as connection:
        for later in (False, True):
            made = a_draft(request, id=("a" if later else draft.id))
            table = sa.Table("drafts", metadata, autoload_with=connection)
            connection.execute(table.insert().values(
                id=made.id, created_at=now(), caller="local", external_id="old", content_hash=str(later), superseded=not later,
                status="drafted", request=request.model_dump(mode="json"), response=made.model_dump(mode="json", exclude={"superseded_by", "decision", "erased_at"})))  # fmt: skip
        if released > "0001":
            table = sa.Table("decisions", metadata, autoload_with=connection)
            decision = a_decision(draft).model_dump(mode="json", exclude={"caller", "final"})
            connection.execute(table.insert().values(id="d", draft_id=draft.id, created_at=now(), decision=decision))
    database.migrate(tmp_path)
    kept = SqlDraftStore(database).get(draft.id)
    assert kept.request == request
    assert kept.draft.superseded_by == "a"
    assert kept.draft.decision == ("approved" if released > "0001" else None)
    assert SqlDraftStore(database).page(Filters(channel="facebook", superseded=False), 5).drafts[0].id == "a"
    database.close()


def test_the_queue_gives_comments_and_decisions_in_either_order_and_finds_words(store, database):
    made = []
    for text in ("Når åpner BIBLIOTEKET?", "Hvor er kaia?", "Er biblioteket stengt i jula?"):
        request = a_request(text)
        made.append(store.add(request, a_draft(request), "c"))
    store.decide(a_decision(made[1], decision="rejected", reasons=("wrong_tone",)), 1)
    queue = SqlQueue(database)
    assert [row.draft.id for row in queue.page(EVERYTHING, 2).rows] == [made[2].id, made[1].id]
    first = queue.page(EVERYTHING, 2, oldest_first=True)
    assert [row.draft.id for row in first.rows] == [made[0].id, made[1].id]
    assert [row.draft.id for row in queue.page(EVERYTHING, 2, first.next, oldest_first=True).rows] == [made[2].id]
    assert [row.request.comment for row in queue.page(EVERYTHING, 9, words="biblioteket ÅPNER").rows] == ["Når åpner BIBLIOTEKET?"]
    assert queue.page(EVERYTHING, 9).rows[1].decisions[0].reasons == ("wrong_tone",)
    assert queue.page(Filters(waiting=True), 9).waiting == len(queue.page(Filters(waiting=True), 9).rows) == 2
    with pytest.raises(BadRequest):
        queue.page(EVERYTHING, 9, "neste")


def test_an_edit_that_is_not_final_still_waits(store, database):
    request = a_request()
    draft = store.add(request, a_draft(request), "c")
    store.decide(a_decision(draft, decision="edited", final=False), 1)
    assert [row.draft.id for row in SqlQueue(database).page(Filters(waiting=True), 9).rows] == [draft.id]
    store.decide(a_decision(draft, decision="approved"), 2)
    assert SqlQueue(database).page(Filters(waiting=True), 9).rows == ()


def test_a_redraft_takes_the_place_of_the_old_and_the_old_can_be_asked_for_again(store):
    first, formal = a_request(external_id="e"), a_request(external_id="e", tone="formal")
    old = store.add(first, a_draft(first), "key:1")
    new = store.redraft(old.id, formal, a_draft(formal), "staff:a")
    assert (store.get(old.id).draft.superseded_by, store.get(new.id).caller) == (new.id, "key:1")
    again = store.redraft(new.id, first, a_draft(first), "staff:a")
    assert (again.id, again.superseded_by, store.get(new.id).draft.superseded_by) == (old.id, None, old.id)
    with pytest.raises(Conflict):
        store.redraft(new.id, formal, a_draft(formal), "staff:a")


def test_the_month_counts_what_was_made_decided_and_why(store, database):
    drafts = [store.add(request, a_draft(request), "c") for request in (a_request("En"), a_request("To"), a_request("Tre"))]
    again = store.add(a_request("Fire"), a_draft(a_request("Fire")), "c")
    drafts.append(store.redraft(again.id, a_request("Fire", tone="formal"), a_draft(a_request("Fire", tone="formal")), "c"))
    store.decide(a_decision(drafts[0]), 1)
    store.decide(a_decision(drafts[1], decision="edited"), 1)
    store.decide(a_decision(drafts[2], decision="rejected", reasons=("too_long", "wrong_tone")), 1)
    month = SqlMonth(database).figures()
    assert (month.made, len(month.per_day), month.per_day[-1][1]) == (4, 30, 4)
    assert (month.decided, month.unchanged) == ({"approved": 1, "edited": 1, "rejected": 1}, 0.5)
    assert dict(month.reasons) == {"too_long": 1, "wrong_tone": 1}
    assert month.minutes is not None
