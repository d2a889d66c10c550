"""Which sentences of a draft are not about its sources: courtesy, wishes, promises, opinions, the writer's own life."""

from __future__ import annotations

import re

from service.check.clauses import Clause, keys
from service.check.context import Subject
from service.check.values import Value
from service.check.wording import Said

TALK = {
    "courtesy": 0.5, "thanks": 0.5, "acknowledges": 0.5, "private_voice": 0.5, "political_referral": 0.5, "asks_back": 0.5,
    "opinion": 0.6, "humour": 0.8, "hostile": 0.8,
}  # fmt: skip
"""What a sentence may do that is not to state a fact of a source, and the least chance of it; other checks judge some of it."""
EXACT = ("date", "contact")
TOLD = ("clock", "contact")
"""What is no talk even in the writer's own name («I think it opens at nine»)."""
FACT = 0.5
"""The most chance that talk states a fact."""
_SIGN_OFF = re.compile(r"^\W*(?:(?:med|vennlig|vennleg|beste?|kind|warm)\s+)*(?:hilsen|helsing|regards|wishes|"
    r"mvh)\b", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\b(?:lover|lovar|garanter\w*|promise|guarantee|our word|svarer deg|svarar deg|vi svarer|vi svarar|"
    r"tar kontakt|tek kontakt|ringer deg|ringjer deg|"
    r"kommer tilbake|kjem tilbake|get back to you|synes|syns|mener|meiner|burde|skulle ønske|håper|håpar|vonar|"
    r"we think|i think|if you ask (?:me|us)|we hope|sørger for at|sørgjer for at|make sure|we will (?:reply|answer|"
    r"call))\b", re.IGNORECASE,
)  # fmt: skip
"""Promises and opinions: other checks judge them, and no source holds them."""
_WISH = re.compile(
    r"^\W*(?:god|godt|ha (?:en|ei|eit|ein|et)|riktig god|gledelig|gledeleg|have an?|enjoy|happy|merry|vi ønsker|"
    r"vi ønskjer|me ønskjer|me ynskjer)\b(?!.*\d)",
    re.IGNORECASE,
)
_MYSELF = re.compile(r"\b(?:[Jj]eg|[Ee]g|meg|[Mm]itt|[Mm]ine|I['’]\w+|I (?:am|was|would|have|had|never|always|know|love|like|"
    r"do)|my|myself|[Pp]ersonally|personlig talt|personleg)\b")

_MUNICIPALITY = keys("Utsira kommune")


def states_nothing(clause: Clause, subject: Subject) -> bool:
    """Whether a clause signs, wishes or asks: there is nothing in it to hold against a source."""
    signer = subject.signer
    signs = clause.start >= subject.signature.start or _SIGN_OFF.match(clause.sentence)
    signs = signs or (signer and signer.name in clause.sentence)
    nameless = not clause.values and clause.words <= _MUNICIPALITY
    return bool(signs or nameless or _WISH.match(clause.sentence) or clause.sentence.endswith("?"))


def is_talk(clause: Clause, subject: Subject, value: Value | None = None) -> bool:
    """Whether a clause is not about the sources; one with a date or a price in it (``value``) is so only by its very words."""
    if _MYSELF.search(clause.sentence):
        return value is None or value.kind not in TOLD
    if _ELSEWHERE.search(clause.sentence):
        return True
    said = said_at(clause, subject)
    if said is None or (value and (value.kind in EXACT or value.dimension == "kroner")):
        return False
    fact = said.chances["fact"]
    return fact < FACT and any(said.chances[name] >= max(least, fact) for name, least in TALK.items())


def said_at(clause: Clause, subject: Subject) -> Said | None:
    """The sentence a clause stands in, with what it does; None where there are no heads."""
    return next((said for said in subject.said if said.span[0] <= clause.start < said.span[1]), None)
