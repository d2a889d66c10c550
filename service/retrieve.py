"""Retrieval: the passages that answer a comment, and the decision to hold back where none does."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from service.domain import DraftRequest, Found
from service.norwegian import sentences
from service.ports import Index

CANDIDATES = 5
MOST_QUESTIONS = 3


@dataclass(frozen=True)
class HoldBack:
    """A logistic model of «this passage answers the question», fitted on the development questions."""

    bias: float = -2.0
    weights: tuple[tuple[str, float], ...] = ()
    threshold: float = 0.5

    def chance(self, found: list[Found]) -> float:
        """Probability, 0 to 1, that the first passage answers."""
        if not found:
            return 0.0
        signals = signals_of(found)
        return 1 / (1 + exp(-(self.bias + sum(weight * signals[name] for name, weight in self.weights))))


@dataclass(frozen=True)
class Retrieved:
    """What was found: passages that answer, candidates that may, and the questions nothing answers."""

    answers: tuple[Found, ...]
    candidates: tuple[Found, ...]
    unanswered: tuple[str, ...]


def signals_of(found: list[Found]) -> dict[str, float]:
    """What the hold-back model looks at, from the candidates of one question, best first."""
    first, second = found[0], found[1].score if len(found) > 1 else 0.0
    return {"score": first.score, "margin": first.score - second, **first.signals}


def retrieve(request: DraftRequest, index: Index, hold_back: HoldBack) -> Retrieved:
    """Look for an answer to each question in a comment, with the post as context."""
    answers: dict[str, Found] = {}
    candidates: dict[str, Found] = {}
    unanswered = []
    for question in questions_in(request.comment):
        found = index.search(question, CANDIDATES, context=request.post or "")
        for item in found:
            candidates.setdefault(item.passage.id, item)
        if hold_back.chance(found) >= hold_back.threshold:
            answers.setdefault(found[0].passage.id, found[0])
        else:
            unanswered.append(question)
    ordered = sorted(candidates.values(), key=lambda item: -item.score)
    return Retrieved(tuple(answers.values()), tuple(ordered[:CANDIDATES]), tuple(unanswered))


def questions_in(comment: str) -> list[str]:
    """The separate questions of a comment; the whole comment where it holds one or none."""
    asked = [sentence for sentence in sentences(comment) if sentence.rstrip().endswith("?")]
    return asked[:MOST_QUESTIONS] if len(asked) > 1 else [comment]
