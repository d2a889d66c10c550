"""The product's checks as scorers: on its own drafts, and measured against labelled ones; part B the same way."""

from __future__ import annotations

from evals.dataset import Sample
from evals.scorers.core import Outcome, Reason, Score, Scorer, scorer
from service.check import JUDGES

REASON_OF_RULE: dict[str, Reason] = {
    "A2": "missing_answer", "A3": "wrong_tone", "A4": "not_needed", "A5": "wrong_tone", "A6": "wrong_tone",
    "A10": "political", "grounding": "wrong_fact", "promise": "wrong_fact", "personal_data": "personal_data",
    "length": "too_long", "language": "wrong_language", "hostility": "wrong_tone",
}  # fmt: skip


def _kept(rule: str) -> Scorer:
    def score(_sample: Sample, outcome: Outcome) -> Score:
        verdict = next((check.verdict for check in outcome.checks if check.rule == rule), "not_applicable")
        return None if verdict == "not_applicable" else float(verdict != "fail")

    return score


def _failed(rule: str, outcome: Outcome) -> bool:
    return any(check.rule == rule and check.verdict == "fail" for check in outcome.checks)


def _caught(rule: str) -> Scorer:
    return lambda sample, outcome: float(_failed(rule, outcome)) if rule in sample.expect.fails else None


def _let_pass(rule: str) -> Scorer:
    return lambda sample, outcome: None if rule in sample.expect.fails else float(not _failed(rule, outcome))


for _rule in JUDGES:
    _why = REASON_OF_RULE.get(_rule, "other")
    scorer(f"{_rule} kept", f"Utkast holder {_rule}", _rule, _why, "triage", "answers", "drafts", "attacks")(_kept(_rule))
    scorer(f"{_rule} breach is caught", f"Kontrollen av {_rule} finner brudd", _rule, _why, "checks")(_caught(_rule))
    scorer(f"{_rule} is not cried", f"Kontrollen av {_rule} roper ikke ulv", _rule, _why, "checks")(_let_pass(_rule))


def _advised_right(rule: str) -> Scorer:
    return lambda sample, outcome: float((rule in outcome.flags) == (rule in sample.expect.flags))


for _number in range(1, 11):
    _rule = f"B{_number}"
    scorer(f"{_rule} advised right", f"Rådet om {_rule} er riktig", _rule, "other", "employee")(_advised_right(_rule))
