"""What is fitted and kept as numbers: whether to hold back, and whether a draft as a whole breaks a rule."""

from __future__ import annotations

import json
import math
from types import SimpleNamespace

import numpy as np
import pytest

from service import classifier
from service.check.breaches import RULES, Breaches
from service.check.context import broken
from service.check.linear import Linear
from service.check.signals import signals_of
from service.check.wording import FAULTS, Said
from service.config import ROOT
from service.errors import KnowledgeError
from service.hold_back import HoldBack, terms
from service.requests import CheckRequest, DraftRequest
from service.training import read_comments, read_questions

HELD = HoldBack(0.5, {"a": 1.0, "b": 0.0}, {"a": 2.0, "b": 1.0}, dict.fromkeys(terms(["a", "b"]), 0.0) | {"a": 1.0, "a*b": -1.0}, 0.5, 0.1)


def test_hold_back_weighs_signals_and_their_products():
    assert terms(["a", "b"]) == ["a", "b", "a*a", "a*b", "b*b"]
    assert HELD.chance({"a": 3.0, "b": 2.0}) == pytest.approx(1 / (1 + math.exp(-(0.5 + 1.0 - 2.0))))


def test_a_signal_far_out_says_no_more_than_the_furthest_that_was_learned_from():
    assert HELD.chance({"a": 1e9, "b": 0.0}) == HELD.chance({"a": 1e6, "b": 0.0}) < 1


@pytest.mark.parametrize("read", [HoldBack.read, Breaches.read, Linear.read])
@pytest.mark.parametrize("text", ["", "{}", "[]", '{"bias": 1}'])
def test_a_broken_model_is_named(read, text, tmp_path):
    (path := tmp_path / "model.json").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match="model.json"):
        read(path)


@pytest.mark.parametrize(
    ("read", "name", "key"),
    [
        (HoldBack.read, "hold_back.json", "middle"),
        (Breaches.read, "breaches.json", "signals"),
        (Linear.read, "answering.json", "signals"),
    ],
)
def test_a_model_whose_weights_are_of_other_signals_is_refused(read, name, key, tmp_path):
    kept = json.loads((ROOT / "knowledge" / name).read_text(encoding="utf-8"))
    kept[key] = kept[key][1:] if isinstance(kept[key], list) else dict(list(kept[key].items())[1:])
    (path := tmp_path / name).write_text(json.dumps(kept), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=name):
        read(path)


def test_the_rules_are_learned_from_the_signals_there_are(services):
    request = CheckRequest(comment="Når går båten?", draft="Båten går kl. 10.15.", channel="facebook")
    subject = services.subject(request)
    assert list(signals_of(subject)) == list(services.wording.breaches.signals)
    assert set(subject.breaches) == set(RULES)
    assert all(0 <= chance <= 1 for chance in subject.breaches.values())


def test_a_draft_that_answers_is_less_likely_to_leave_the_question_open(services):
    def chance(draft: str) -> float:
        source = {"id": "rute", "title": "Rutetider", "text": "Lørdag går båten fra Utsira kl. 10.15."}
        request = {"comment": "Når går båten på lørdag?", "draft": draft, "channel": "facebook", "sources": [source]}
        return services.subject(CheckRequest.model_validate(request)).breaches["A2"]

    told, left = chance("Hei! Lørdag går båten klokka 10.15."), chance("Hei! En tur på havet gjør godt, og lørdager er fine dager.")
    assert told < 0.4 < left


def test_heads_fitted_side_by_side_are_those_fitted_one_by_one(monkeypatch):
    folder = ROOT / "knowledge" / "training"
    rows, questions = read_comments(folder / "dd.jsonl"), read_questions(folder)[:300]
    together = classifier.CommentClassifier.fit(rows, questions)
    monkeypatch.setattr(classifier, "SIDE_BY_SIDE", 1)
    alone = classifier.CommentClassifier.fit(rows, questions)
    assert together._heads == alone._heads
    assert np.array_equal(together._weights, alone._weights)
    assert np.array_equal(together._bias, alone._bias)


def test_what_needs_a_case_has_that_intent_and_nothing_else_has(services):
    read = [row for name in ("dd", "g") for row in read_comments(ROOT / "knowledge" / "training" / f"{name}.jsonl")][::4]
    found = [services.triage(DraftRequest(comment=row.comment)) for row in read]
    assert any(triage.formal_enquiry for triage in found)
    assert all(triage.formal_enquiry == ("case_handling" in triage.intents) for triage in found)
    assert all(triage.intents for triage in found)


@pytest.mark.parametrize(("word", "chance", "shown"), [("Hei!", 0.15, "Da er det snart vår."), ("Idiot!", 0.9, "Idiot!")])
def test_a_greeting_is_not_shown_as_the_fault_before_a_sentence_that_says_something(word, chance, shown):
    draft = f"{word} Da er det snart vår."
    said = tuple(
        Said(sentence, (draft.index(sentence), draft.index(sentence) + len(sentence)), dict.fromkeys(FAULTS, likely))
        for sentence, likely in ((word, chance), ("Da er det snart vår.", 0.05))
    )
    judged = SimpleNamespace(
        breaches={"hostility": 0.9}, said=said, carried=lambda *_: False,
        wording=SimpleNamespace(breaches=SimpleNamespace(sure=0.6, unsure=0.4)),
    )  # fmt: skip
    found = broken(judged, "hostility", "{} er uhøflig.", "hostile")
    assert found.verdict == "fail"
    assert draft[slice(*found.span)] == shown
