"""Scorers of answers: found, right, or held back."""

from __future__ import annotations

from evals.dataset import Sample
from evals.scorers.core import Outcome, Score, Scorer, answers_of, drafted, scorer

DEPTHS = (1, 3, 5, 10)
"""Depths at which recall is measured."""


@scorer("the right fact is stated", "Riktig opplysning er med", "A2", "missing_answer", "answers")
def _right(sample: Sample, outcome: Outcome) -> Score:
    return float(drafted(outcome) and bool(outcome.used & set(sample.expect.facts))) if sample.expect.facts else None


@scorer("no wrong fact is stated", "Ingen feil opplysning er med", "grounding", "wrong_fact", "answers")
def _not_wrong(sample: Sample, outcome: Outcome) -> Score:
    stated = drafted(outcome) and bool(outcome.response.claims)
    return float(not stated or bool(outcome.used & set(sample.expect.facts)))


@scorer("held back where there is no answer", "Holder tilbake når svaret ikke finnes", "A2", "wrong_fact", "answers")
def _held(sample: Sample, outcome: Outcome) -> Score:
    return None if sample.expect.facts else float(not (drafted(outcome) and outcome.response.claims))


@scorer("answerable and not taken for politics", "Spørsmål blir ikke avvist som politikk", "A10", "political", "answers")
def _answer_no_wall(sample: Sample, outcome: Outcome) -> Score:
    return float(outcome.response.status != "refused")


def _rank(sample: Sample, outcome: Outcome) -> int | None:
    wanted = set(sample.expect.facts)
    return next((n for n, item in enumerate(outcome.found, 1) if wanted & answers_of(item.passage)), None)


def _recall(depth: int) -> Scorer:
    def score(sample: Sample, outcome: Outcome) -> Score:
        rank = _rank(sample, outcome)
        return float(rank is not None and rank <= depth) if sample.expect.facts else None

    return score


for _depth in DEPTHS:
    scorer(f"recall@{_depth}", f"Riktig avsnitt blant de {_depth} første", "A2", "missing_answer", "answers")(_recall(_depth))


@scorer("MRR@10", "Plassering av riktig avsnitt (MRR)", "A2", "missing_answer", "answers")
def _reciprocal(sample: Sample, outcome: Outcome) -> Score:
    rank = _rank(sample, outcome)
    return (1 / rank if rank else 0.0) if sample.expect.facts else None
