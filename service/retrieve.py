"""Retrieval: the passages that answer a comment, and the decision to hold back where none does."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from math import exp
from pathlib import Path

from service.domain import Found
from service.errors import KnowledgeError
from service.norwegian import sentences
from service.ports import Index
from service.requests import DraftRequest

CANDIDATES = 5
MOST_QUESTIONS = 3
NEARLY = 0.85
_COMING = re.compile(
    r"\b(neste|kommende|komande|i dag|idag|i morgen|i morgon|i kveld|i år|i helga|i helgen|next|today|tomorrow|tonight|"
    r"this (year|week|weekend))\b",
    re.IGNORECASE,
)
_NUMBER_WORDS = r"\d|\b(to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|femten|tjue|hundre)\b"
_KINDS = tuple(
    (re.compile(asked, re.IGNORECASE), re.compile(answer, re.IGNORECASE))
    for asked, answer in (
        (r"\b(kost(e|er|ar|a)?|pris(en|ar|er)?|hva tar dere|how much|cost|price)\b",
         r"kroner|prosent|promille|gratis|koste|betale"),
        (r"(?:^|[.,!?:–]\s*|\b(?:og|and)\s+)(?:når|ka ti|kva tid|kå ti|when|what time)\b|\b(?:klokk[ae]|[åo]pningstid\w*)\b",
         r"\d|dag|uke|\b(mandag|sommer|høst|vår|vinter|døgn|år|januar|februar|mars|april|mai|juni|juli|august|september|"
         r"oktober|november|desember|først)"),
        (r"\b(hvor mange|kor mange|how many|antall)\b", _NUMBER_WORDS),
    )
)  # fmt: skip
"""What a question asks for, and what a text must hold to answer it."""
_JOINED = re.compile(
    r",?(?<!\s)\s+(?:og|and|eller|or)\s+(?=(?:hva|hvor|når|hvem|hvilke[nt]?|kva|kor|kvar|kven|ka|kan|må|er det|what|how|"
    r"when|where|who|can|is there)\b)",
    re.IGNORECASE,
)
"""Where one question ends and the next begins within a sentence."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True)
class HoldBack:
    """A logistic model of «this passage answers the question», fitted on the development questions."""

    bias: float
    weights: dict[str, float]
    threshold: float

    @classmethod
    def read(cls, path: Path) -> HoldBack:
        """The model in a JSON file. Raises KnowledgeError where it is missing or broken."""
        try:
            return cls(**json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise KnowledgeError(f"{path}: {error}") from error

    def chance(self, found: list[Found]) -> float:
        """Probability, 0 to 1, that the first passage answers."""
        if not found:
            return 0.0
        signals = signals_of(found)
        return 1 / (1 + exp(-(self.bias + sum(weight * signals[name] for name, weight in self.weights.items()))))


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


def _fits(question: str, text: str) -> bool:
    """Whether a text holds the kind of thing a question asks for: an amount, a time, a number."""
    return all(answer.search(text) for asked, answer in _KINDS if asked.search(question))


def retrieve(request: DraftRequest, index: Index, hold_back: HoldBack, extra_caution: float = 0.0) -> Retrieved:
    """Look for an answer to each question in a comment, with the post as context.

    ``extra_caution`` is added to the hold-back threshold, for comments that ask for something else than a fact.
    """
    answers: dict[str, Found] = {}
    candidates: dict[str, Found] = {}
    unanswered = []
    for question in questions_in(request.comment):
        said_before = request.comment[: max(0, request.comment.find(question))]
        found = index.search(question, CANDIDATES, context=f"{request.post or ''} {said_before}")
        for item in found:
            candidates.setdefault(item.passage.id, item)
        good = _as_good(question, found)
        if good and hold_back.chance(found) >= hold_back.threshold + extra_caution:
            answers.update((item.passage.id, item) for item in good if item.passage.id not in answers)
        else:
            unanswered.append(question)
    rivals = index.named([name for item in answers.values() for name in item.passage.disagrees_with])
    ordered = sorted(candidates.values(), key=lambda item: -item.score)
    shown = {item.passage.id: item for item in [*answers.values(), *rivals, *ordered]} if rivals else {}
    return Retrieved(tuple(answers.values()), tuple(shown.values() or ordered)[: CANDIDATES + len(rivals)], tuple(unanswered))


def _as_good(question: str, found: list[Found]) -> list[Found]:
    """The best passage that holds what is asked for, and the next of the same service where it is nearly as good."""
    good = [item for item in found[:3] if item.score >= NEARLY * found[0].score and _may_answer(question, item)]
    return [item for item in good[:2] if item.passage.document == good[0].passage.document]


def _may_answer(question: str, item: Found) -> bool:
    return _fits(question, item.passage.text["nb"]) and not _out_of_date(question, item)


def _out_of_date(question: str, found: Found) -> bool:
    """Whether the question is about what comes next and the passage tells of a year gone by."""
    text = found.passage.text["nb"]
    return bool(_COMING.search(question)) and any(int(year) < date.today().year for year in _YEAR.findall(text))


def questions_in(comment: str) -> list[str]:
    """The separate questions of a comment; the whole comment where it holds one or none."""
    asked = [part for sentence in sentences(comment) if sentence.rstrip().endswith("?") for part in _JOINED.split(sentence)]
    return asked[:MOST_QUESTIONS] if len(asked) > 1 else [comment]
