"""The checks: each rule passes what keeps it and fails what breaks it; nothing makes a check raise."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service import check
from service.check.context import Subject
from service.domain import Triage
from service.requests import Signer

SIGNER = Signer(name="Fullt Navn", title="enhetsleder", unit="Drift og utvikling")
PLAIN = Triage(
    language="nb", sentiment="neutral", intents=("service_question",), political=False, political_mixed=False,
    formal_enquiry=False, reply="required", signature="municipality", tone="factual", confidence=0.9, rules=(), reasons=(),
)  # fmt: skip
SOURCES = (("båt", "Overfarten tar rundt 70 minutter. Ring 52 75 01 00."),)


def verdicts(draft: str, *, sources=SOURCES, signer=None, channel="facebook", language="nb", **triage) -> dict[str, str]:
    subject = Subject(comment="Hvor lang tid tar båten?", draft=draft, channel=channel, signer=signer, language=language,
                      triage=PLAIN.model_copy(update=triage), sources=sources)  # fmt: skip
    return {item.rule: item.verdict for item in check.check_draft(subject)}


@pytest.mark.parametrize(
    ("rule", "good", "bad", "given_"),
    [
        ("A1", "Overfarten tar 70 minutter.", "Jeg personlig synes turen er kort.", {}),
        ("A3", "Tusen takk!", "Overfarten tar 70 minutter.", {"intents": ("praise",)}),
        ("A5", "Takk for at du sier fra.", "Det er ikke vårt problem.", {"intents": ("criticism",)}),
        ("A6", "Takk for at du sier fra.", "Haha, beklager 😄", {"sentiment": "negative"}),
        ("A7", "Hilsen Utsira kommune", "Hilsen Fullt Navn", {"signer": SIGNER}),
        ("A8", "Hilsen Fullt Navn, enhetsleder, Drift og utvikling", "Hilsen Fullt Navn", {"signer": SIGNER, "signature": "named"}),
        ("A9", "Send en formell henvendelse til post@utsira.kommune.no.", "Det går sikkert fint.", {"formal_enquiry": True}),
        ("A10", "Ta kontakt med ordføreren.", "Vi håper det blir bygd.", {"political": True}),
        ("grounding", "Overfarten tar 70 minutter.", "Overfarten tar 90 minutter.", {}),
        ("promise", "Vi undersøker saken.", "Vi ordner det innen fredag.", {}),
        ("personal_data", "Ring 52 75 01 00.", "Ring 412 34 567.", {}),
        ("length", "a" * 280, "a" * 281, {"channel": "x"}),
        ("language", "Båten går ikke i dag.", "Båten går ikkje i dag, me veit ikkje kvifor.", {}),
        ("hostility", "Takk for spørsmålet.", "Det var et dumt spørsmål.", {}),
    ],
)
def test_each_rule_passes_what_keeps_it_and_not_what_breaks_it(rule, good, bad, given_):
    assert verdicts(good, **given_)[rule] == "pass"
    assert verdicts(bad, **given_)[rule] == "fail"


def test_a_check_that_breaks_gives_review_and_never_pass(monkeypatch):
    def broken(_subject):
        raise RuntimeError

    monkeypatch.setitem(check.JUDGES, "A1", broken)
    assert verdicts("Hei")["A1"] == "review"


@pytest.mark.parametrize("number", ["52750100", "52 75 01 00"])
def test_a_number_written_otherwise_is_the_same_number(number):
    assert verdicts(f"Ring {number}.")["grounding"] == "pass"


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(draft=st.text(min_size=1, max_size=400), formal=st.booleans(), political=st.booleans())
def test_no_text_makes_a_check_raise_and_spans_lie_inside_it(draft, formal, political):
    subject = Subject(comment="Hei", draft=draft, channel="x", signer=SIGNER, language="nb", sources=SOURCES,
                      triage=PLAIN.model_copy(update={"formal_enquiry": formal, "political": political}))  # fmt: skip
    for judge in check.JUDGES.values():
        found = judge(subject)
        if found.span:
            assert 0 <= found.span[0] < found.span[1] <= len(draft)
