"""Which sentences of the sources answer what the citizen asks, and how much of each a draft tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from service.asked import ASKS, kinds
from service.check.clauses import Clause, keys
from service.check.context import Subject
from service.check.lexicon import nearest
from service.check.values import Value, agree

GIVES = {
    "price": r"kroner?\b|\bkr\b|\bnok\b|gratis|\bfree\b|prosent|kost(?:er|ar)|\bpris|gebyr|depositum|\bleig?e\b",
    "time": r"\bkl\b|klokk|\d[.:]\d\d\b|\d\s?[–-]\s?\d|\b[ap]m\b|\bnoon\b|døgn|dag(?:er|ar)?\b|\bday|\bvek|\buk(?:e|a)|week|"
    r"måned|månad|month|januar|februar|\bmars\b|april|\bmai\b|juni|juli|august|september|oktober|november|desember|\bjun|\bjul|"
    r"march|\bmay\b|october|december|\b(?:19|20)\d\d\b",
    "contact": r"@|\d\d \d\d \d\d \d\d|\.no\b|telefon|\bring(?:e|er)?\b|skjema|altinn|nettside|\bcall\b|\bform\b",
    "reason": r"fordi|skyld(?:es|ast)|grunn(?:et)?\b|av omsyn|av hensyn|because|due to|\bso that|slik at",
    "who": r"kommunen|fylke|\bei(?:er|g)\b|ansvar|\bdr[ie]v|avgj[eø]r|bestem|vedt[oa]k|fastset|\bown|responsib|run by|staten|"
    r"selskap|lei[ad][re]r?\b|ordfør|council|county",
    "permission": r"\bkan\b|\bfår\b|\bmå\b|tillat|\blov\b|forbud|forbod|allowed|\bmust\b|\bmay\b|\bcan\b|krev|"
    r"require|treng|\bneed",
    "denial": r"\bikke\b|\bikkje\b|\bnot\b|\bingen\b|\bno\b|unntatt|unntak|except|verken",
    "place": r"\bved\b|\b(?:på|i) (?-i:[A-ZÆØÅ])|\bat the\b|by the|behind|\bbak\b|vågen|huset|kaia|kaien|havna|sk[ou]len",
    "number": r"\d|\b(?:to|tre|fire|fem|seks|sju|åtte|ni|ti|tolv|two|three|four|five|six|eight|ten)\b",
    "way": r"\bsøk|bestill|\bmeld|\bsend|lever|\bbook|apply|\bfyll|betal|kontakt|sign up|\bhent",
}  # fmt: skip
"""What a sentence of a source may give, by its words in bokmål, nynorsk and English."""
_GIVES = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in GIVES.items()}
_PARTS = re.compile(
    r"(?<=[?!.])\s{1,3}|,?\s{1,3}(?:og|and|å|men|eller|or)\s{1,3}(?=(?:når|kor|hvor|ka|kva|hva|hvem|kem|kven|ken|kan|må|får|er|"
    r"e|har|skal|ska|what|when|where|who|how|is|are|can|do|does|tek|tar|koster|kostar|trenger|treng|finnes|finst|blir)\b)",
    re.IGNORECASE,
)
PARTS = 4
"""As many things asked as are weighed."""
TOLD = 0.5
"""The share of a sentence from which it is told."""
VALUE = 2.0
"""What a value weighs beside a word in what is told of a sentence."""


@dataclass(frozen=True)
class Held:
    """A sentence of a source, and the share (0 to 1) of it that the draft tells, beside what the citizen said."""

    text: str
    told: float


def parts(comment: str) -> tuple[str, ...]:
    """The things a comment asks, in its own words; the whole comment where it asks nothing plainly."""
    pieces = [piece for piece in _PARTS.split(comment) if len(piece.split()) > 1]
    return tuple(piece for piece in pieces if "?" in piece or kinds(piece))[:PARTS] or (comment,)


def fitness(asked: str, sentences: Sequence[str]) -> list[dict[str, float]]:
    """How each sentence fits what is asked: shared words, kind of thing asked by kind of thing given, its place."""
    wanted, words = kinds(asked), keys(asked)
    shared = [sum(nearest(word, keys(text)) for word in words) for text in sentences]
    found = []
    for place, text in enumerate(sentences):
        given = _given(text)
        rest = max([*shared[:place], *shared[place + 1 :]], default=0.0)
        found.append(
            {
                **{f"{kind} by {name}": float(kind in wanted and name in given) for kind in ASKS for name in GIVES},
                **{f"gives {name}": float(name in given) for name in GIVES},
                "shared": shared[place], "shared of asked": shared[place] / max(1, len(words)),
                "shared of sentence": shared[place] / max(1, len(keys(text))),
                "more than others": shared[place] - rest, "most": float(shared[place] > rest),
                "first": float(place == 0), "second": float(place == 1), "last": float(place == len(sentences) - 1),
                "sentences": float(min(8, len(sentences))), "words": float(min(30, len(text.split()))),
                "asks nothing plainly": float(not wanted),
            }  # fmt: skip
        )
    return found


def held(subject: Subject) -> list[Held]:
    """Every sentence of the sources with what the draft tells of it."""
    draft, topic = subject.examination.clauses, subject.examination.aligner.topic
    words = frozenset().union(*(clause.words for clause in draft))
    values = [value for clause in draft for value in clause.values]
    sentences: dict[tuple[str, str], list[Clause]] = {}
    for placed in subject.examination.aligner.placed:
        sentences.setdefault((placed.source_id, placed.clause.sentence), []).append(placed.clause)
    return [Held(text, _told(found, topic, words, values)) for (_, text), found in sentences.items()]


def _told(
    sentence: Sequence[Clause], topic: frozenset[str], words: frozenset[str], values: Sequence[Value]
) -> float:  # fmt: skip
    own = frozenset().union(*(clause.words for clause in sentence)) - topic
    given = [value for clause in sentence for value in clause.values]
    said = sum(nearest(word, words) for word in own)
    kept = sum(any(agree(value, other) for value in values) for other in given)
    return (said + VALUE * kept) / max(1.0, len(own) + VALUE * len(given))


def telling(chances: Sequence[Sequence[float]], told: Sequence[float]) -> dict[str, float]:
    """What a draft tells of what answers: ``chances`` has a row for each thing asked, a column for each sentence."""
    if not chances or not told:
        return dict.fromkeys(TELLING, 0.0)
    chance, share = np.array(chances), np.array(told)
    most, asked = chance.max(axis=0), np.arange(len(chance))
    shares = chance @ share / chance.sum(axis=1)
    likeliest = chance.argmax(axis=1)
    met = (chance * share).max(axis=1)
    unmet = chance[asked, likeliest] * (1 - share[likeliest]) * (1 - met)
    lead = most.max() - most
    clearly = most[share > TOLD].max(initial=0.0)
    found = (
        (most * share).max(), (most * (1 - share)).max(), most @ share / most.sum(), shares.min(), shares.mean(),
        share[most.argmax()], most.max() - clearly, share.max(), most.max(), len(chance), met.max(), unmet.max(),
        met.max() * unmet.max() * (len(chance) > 1), (share * lead).max(),
    )  # fmt: skip
    return dict(zip(TELLING, map(float, found), strict=True))


TELLING = (
    "answer told", "answer untold", "share of answers told", "least told of asked", "mean told of asked", "likeliest told",
    "likelier than told", "most told", "likeliest", "things asked", "met", "unmet", "one met, one unmet",
    "told beside the point",
)  # fmt: skip


@lru_cache(maxsize=5_000)
def _given(text: str) -> frozenset[str]:
    return frozenset(name for name, pattern in _GIVES.items() if pattern.search(text))
