"""Retrieval: the passages that answer a comment, and the decision to hold back where none does.

Search finds candidates; a logistic model weighs, for each, what speaks for and against that it answers; the likeliest is
stated when it is likely enough, with the next where that may well be the one. Otherwise silence, and a person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.asked import fit
from service.domain import Found
from service.hold_back import HoldBack
from service.norwegian import sentences, telling
from service.ports import Index
from service.requests import DraftRequest

CANDIDATES = 5
MOST_QUESTIONS = 3
TELLING = 2
"""Words with a meaning that a question needs to stand alone."""
_JOINED = re.compile(
    r",?(?<!\s)\s+(?:og|and)\s+(?=(?:hva|hvor|når|hvem|hvilke[nt]?|kva|kor|kvar|kven|ka|kan|må|er det|what|how|"
    r"when|where|who|can|is there)\b)",
    re.IGNORECASE,
)
"""Where one question ends and the next begins within a sentence."""


@dataclass(frozen=True)
class Retrieved:
    """What was found: passages that answer, candidates that may, and the questions nothing answers.

    The score of each is the probability that it answers.
    """

    answers: tuple[Found, ...]
    candidates: tuple[Found, ...]
    unanswered: tuple[str, ...]


def weighed(question: str, found: Sequence[Found], index: Index) -> list[Found]:
    """The candidates of one question with all that the hold-back model looks at as their signals."""
    scores, asking = [item.score for item in found], _asking(question)
    whole = [index.likeness(question, item.passage.id) for item in found]
    part = whole if asking == question else [index.likeness(asking, item.passage.id) for item in found]
    first = _of_first(found[0], whole[0]) if found else {}
    return [
        item.model_copy(update={"signals": {
            **item.signals, "score": item.score,
            "margin": item.score - max(scores[:n] + scores[n + 1 :], default=0.0),
            **whole[n], **_of_asking(part[n]), **first, "rank": float(n),
            **fit(asking, item.passage.text["nb"], item.passage.questions),
        }})
        for n, item in enumerate(found)
    ]  # fmt: skip


def retrieve(request: DraftRequest, index: Index, hold_back: HoldBack, extra_caution: float = 0.0) -> Retrieved:
    """Look for an answer to each question in a comment, with the post as context.

    ``extra_caution`` is added to the hold-back threshold, for comments that ask for something else than a fact.
    """
    answers: dict[str, Found] = {}
    candidates: dict[str, Found] = {}
    unanswered = []
    for question in questions_in(request.comment):
        said_before = request.comment[: max(0, request.comment.find(question))]
        ranked = _ranked(question, f"{request.post or ''} {said_before}", index, hold_back)
        for item in ranked:
            candidates.setdefault(item.passage.id, item)
        if ranked and ranked[0].score >= hold_back.threshold + extra_caution:
            good = ranked[:1] + [item for item in ranked[1:2] if item.score >= hold_back.second]
            answers.update((item.passage.id, item) for item in good if item.passage.id not in answers)
        else:
            unanswered.append(question)
    rivals = index.named([name for item in answers.values() for name in item.passage.disagrees_with])
    ordered = sorted(candidates.values(), key=lambda item: -item.score)
    shown = {item.passage.id: item for item in [*answers.values(), *rivals, *ordered]} if rivals else {}
    return Retrieved(tuple(answers.values()), tuple(shown.values() or ordered)[: CANDIDATES + len(rivals)], tuple(unanswered))


def _ranked(question: str, context: str, index: Index, hold_back: HoldBack) -> list[Found]:
    """The candidates of a question, the likeliest to answer first."""
    found = weighed(question, index.search(question, CANDIDATES, context=context), index)
    judged = [item.model_copy(update={"score": hold_back.chance(item.signals)}) for item in found]
    return sorted(judged, key=lambda item: -item.score)


def _of_first(found: Found, likeness: dict[str, float]) -> dict[str, float]:
    """How well the candidate that search puts first fits, for those behind it to be measured by."""
    return {"first_score": found.score, "first_questions": found.signals["questions"],
            "first_words": likeness["words"], "first_grams": likeness["grams"]}  # fmt: skip


def _of_asking(likeness: dict[str, float]) -> dict[str, float]:
    """What the asking sentence alone says, beside what the whole comment says."""
    return {f"asking_{name}": likeness[name] for name in ("grams", "missing", "question_held")}


def _asking(question: str) -> str:
    """The last sentence that asks, without the story before it; the whole where none does."""
    asked = [sentence for sentence in sentences(question) if sentence.rstrip().endswith("?")]
    return asked[-1] if asked else question


def questions_in(comment: str) -> list[str]:
    """The separate questions of a comment; the whole comment where it holds one or none.

    A question that says nothing by itself («og når?», «hvor høyt er det?») belongs to the one before it.
    """
    asked: list[str] = []
    for sentence in sentences(comment):
        for part in _JOINED.split(sentence) if sentence.rstrip().endswith("?") else ():
            if asked and len(telling(part)) < TELLING:
                asked[-1] = f"{asked[-1]} {part}"
            else:
                asked.append(part)
    return asked[:MOST_QUESTIONS] if len(asked) > 1 else [comment]
