"""The questions written for a passage: what good ones are, what is missing, and a model's proposals for a person to accept.

Understanding is distilled into them: a passage with a dozen questions in citizens' own words is found, one without is not
(docs/answers.md).
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Sequence
from typing import Protocol, TypeVar

from pydantic import BaseModel, Field

from service.domain import Passage
from service.norwegian import STOPWORDS, grams, stem, words
from service.prompts import Prompts

ENOUGH = 12
EACH = {"bokmål": 2, "nynorsk og dialekt": 2, "engelsk": 2}
"""Questions a passage needs, in all and of each written form."""
SAME_NOUN = 0.67
"""Share of the questions that may hold the very same word; citizens do not know what the municipality calls a thing."""
ALIKE = 0.9
"""Shared character 4-grams, as a share of all in either, from which two questions are the same."""
_MARKS = {
    "engelsk": frozenset(
        "the is are do does did can may what which when how who whose where my our your we i it to of in for a an at".split()),
    "nynorsk og dialekt": frozenset(
        "eg ikkje kva kvar kven kor korleis kvifor dykk dykkar dokker dåkke dåkkas dokke ein eit frå mykje nokon noko vert ka "
        "ti koss kem e te viss någe någen va vera vore kjem gjer dei desse berre itte ud".split()),
    "bokmål": frozenset(
        "jeg ikke hva hvor hvem hvordan hvorfor vi dere en et fra mye noen noe blir være hvilken hvilke er til".split()),
}  # fmt: skip
"""Small words that tell the written form."""
_MANY = frozenset("mange mye mykje".split())

Answer = TypeVar("Answer", bound=BaseModel)


class Asks(Protocol):
    """A language model that answers one prompt in a given shape. Raises ModelError."""

    async def ask(self, prompt: str, schema: type[Answer]) -> Answer: ...


class Proposal(BaseModel):
    """What a model proposes: questions a citizen could ask that the passage answers."""

    questions: list[str] = Field(min_length=1, max_length=30)


def written_form(question: str) -> str:
    """Which of ``EACH`` a question counts as, by its small words."""
    found = Counter(words(question))
    scores = {form: sum(found[word] for word in known) for form, known in _MARKS.items()}
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] else "bokmål"


def lacking(passage: Passage) -> list[str]:
    """What to write for a passage, and why, in sentences; empty where its questions are enough and varied."""
    told, forms = [], Counter(map(written_form, passage.questions))
    if len(passage.questions) < ENOUGH:
        few = ENOUGH - len(passage.questions)
        told.append(f"Skriv {few} spørsmål til: innbyggerne finner avsnittet gjennom dem, med sine egne ord.")
    for form, least in EACH.items():
        if forms[form] < least:
            told.append(f"Skriv minst {least - forms[form]} på {form}: slik skriver også innbyggerne.")
    word, share = commonest(passage)
    if len(passage.questions) >= ENOUGH and share > SAME_NOUN:
        told.append(f"«{word}» står i {share:.0%} av spørsmålene: skriv flere uten, slik den spør som ikke kjenner ordet.")
    return told


def commonest(passage: Passage) -> tuple[str, float]:
    """The word, as a stem, that most of a passage's questions hold, and how large a share of them does."""
    telling = (set(words(question)) - STOPWORDS - _MANY for question in passage.questions)
    counts = Counter(stem(word) for found in telling for word in found if word.isalpha())
    word, times = counts.most_common(1)[0] if counts else ("", 0)
    return word, times / max(1, len(passage.questions))


def alike(passages: Sequence[Passage]) -> list[tuple[str, str, str]]:
    """Questions that stand, nearly word for word, under two passages: (passage, other passage, question)."""
    seen: dict[str, list[tuple[str, str, frozenset[str]]]] = {}
    found = []
    for passage in passages:
        for question in passage.questions:
            pieces = frozenset(grams(question))
            for other, text, held in seen.get(_key(question), ()):
                if other != passage.id and len(pieces & held) >= ALIKE * len(pieces | held):
                    found.append((other, passage.id, text))
            seen.setdefault(_key(question), []).append((passage.id, question, pieces))
    return found


def _key(question: str) -> str:
    """Questions that are nearly the same share their longest word."""
    return max(sorted(re.findall(r"\w+", question.lower())), key=len, default="")


def propose(passage: Passage, model: Asks, prompts: Prompts) -> list[str]:
    """Questions a model proposes that do not stand there already. Raises ModelError."""
    prompt = prompts.render(
        "questions/passage", title=passage.title, heading=passage.heading, text=passage.text["nb"],
        questions=list(passage.questions), lacking=lacking(passage),
    )  # fmt: skip
    present = {" ".join(words(question)) for question in passage.questions}
    proposed = asyncio.run(model.ask(prompt, Proposal)).questions
    fresh = {" ".join(words(question)): " ".join(question.split()) for question in proposed}
    return [question for key, question in fresh.items() if key and key not in present]
