"""What the learned rules look at: what a draft's sentences do, what is asked, what is told of the sources, and the comment."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import log

from service.asked import ASKS, kinds
from service.check.clauses import keys
from service.check.context import Subject
from service.check.duties import DEMAND, FORMAL_ENQUIRY, POLITICAL_LEVEL, SIDES, WHERE
from service.check.guidelines import EVERYWHERE, GRAVE, LAUGHS, MONEY, PLAYS
from service.check.lexicon import nearest
from service.check.reading import is_english, read
from service.check.relevance import Held, fitness, held, parts, telling
from service.check.values import Value
from service.check.wording import FAULTS, MERITS
from service.norwegian import sentences, stems

_INTENTS = ("service_question", "general_question", "professional_question", "factual_error", "praise", "criticism",
            "neutral_remark", "case_handling", "political", "abuse", "emergency", "personal_data")  # fmt: skip
_WHETHER = re.compile(
    r"(?:^|[.!?,]\s*|\b(?:og|and|men|eller) )(?:er|e|har|kan|får|må|skal|ska|finnes|finst|fins|går|kommer|kjem|"
    r"gjelder|gjeld|trenger|treng|stemmer|is|are|can|do|does|may|have|has|will)\b[^.!]*\?", re.IGNORECASE,
)  # fmt: skip
"""A question that yes or no answers: it begins with its verb."""
_SAYS_YES_OR_NO = re.compile(
    r"(?:^|[.!?]\s*|\b(?:hei|hi|hello)[,!]? )(?:ja|nei|jo|joda|jau|yes|no|nope|jepp)\b", re.IGNORECASE
)
_DENIES = re.compile(r"\b(?:ikke|ikkje|not|ingen|no)\b|n['’]t\b", re.IGNORECASE)
_MAY = re.compile(r"\b(?:kan|må|får|skal|can|may|must|should|trenger|treng|need)\b", re.IGNORECASE)
_OF_A_CASE = re.compile(
    r"søk|lov til|tillatelse|løyve|klag|erstatning|dispensasjon|innsyn|apply|permission|permit|complain|claim|"
    r"(?:får|må|kan) (?:jeg|eg|vi|me|ein|man)\b", re.IGNORECASE,
)  # fmt: skip
_CASEWORK = re.compile(
    rf"{DEMAND.pattern}|\bsøk(?:es|jast|er|jer|e|je)?\s+(?:\w+\s+){{0,4}}(?:om|på)\b|\bmå (?:det )?søk\w+|\bsøknad\w*|"
    r"\bappl(?:y|ications?)\b|\bklage\w*|\bappeals?\b|\binnsyn\w*|\bkrav om\b|\bskjema", re.IGNORECASE,
)  # fmt: skip
"""Where a source speaks of a case, whether or not it says that it must be in writing."""
_IN_WRITING = re.compile(r"søk|skriftl|application|apply|written|klage|krav om|skjema|@", re.IGNORECASE)
_FEW = 12
"""More than this many new words or values say no more."""


def signals_of(subject: Subject) -> dict[str, float]:
    """Every signal by name, as numbers; the order is always the same."""
    told = held(subject)
    found = {**_of_sentences(subject), **_of_comment(subject), **_of_answer(subject), **_of_wording(subject)}
    found |= _of_case(subject, told) | _of_relevance(subject, told)
    sad, praised = subject.triage.sentiment == "negative", "praise" in subject.triage.intents
    found |= {
        "politics without referral": subject.triage.political_chance * (not found["names the political level"]),
        "opinion on the political level": found["own opinion"] * found["names the political level"],
        "opinion on politics": found["own opinion"] * subject.triage.political_chance,
        "sad, not acknowledged": sad * (1 - found["most acknowledges"]), "sad, humour": sad * found["most humour"],
        "praised, not thanked": praised * (1 - found["most thanks"]),
        "demanded, not said": found["sources demand writing"] * (1 - found["says in writing"]) * subject.triage.formal_chance,
        "demanded of a case": found["sources demand writing"] * subject.triage.formal_chance,
    }
    return {name: float(value) for name, value in found.items()}


def _of_sentences(subject: Subject) -> dict[str, float]:
    """What the sentences do: the surest, its log-odds, the mean; and of the faults what no source says."""
    found: dict[str, float] = {}
    for name in (*FAULTS, *MERITS):
        chances = [said.chances[name] for said in subject.said] or [0.0]
        found[f"most {name}"], found[f"mean {name}"] = max(chances), sum(chances) / len(chances)
        found[f"odds {name}"] = _log_odds(max(chances))
    strictly, carried = ([subject.carried(said.sentence, name) for said in subject.said] for name in ("opinion", ""))
    for name in FAULTS:
        borrowed = strictly if name == "opinion" else carried
        own = [said.chances[name] for said, other in zip(subject.said, borrowed, strict=True) if not other]
        found[f"own {name}"] = max(own, default=0.0)
        limit = subject.limit(name)
        found[f"rather {name}"] = any(said.rather(name) and said.chances[name] >= limit for said in subject.said)
    facts = sum(said.chances["fact"] for said in subject.said)
    return found | {"sentences": min(6, len(subject.said)), "facts": min(3.0, facts)}


def _of_comment(subject: Subject) -> dict[str, float]:
    triage, asked = subject.triage, kinds(subject.comment)
    return {
        **{f"intent {name}": name in triage.intents for name in _INTENTS},
        **{f"asks {kind}": kind in asked for kind in ASKS}, "asks whether": bool(_WHETHER.search(subject.comment)),
        "formal chance": triage.formal_chance, "formal": triage.formal_enquiry, "political": triage.political,
        "political chance": triage.political_chance, "political doubt": triage.political_doubt,
        "positive": triage.sentiment == "positive", "negative": triage.sentiment == "negative",
        "humorous": triage.tone == "humorous", "formal tone": triage.tone == "formal", "optional": triage.reply == "optional",
        "signed": subject.signer is not None, "asks": "?" in subject.comment, "grave": bool(GRAVE.search(subject.comment)),
        "of a case": bool(_OF_A_CASE.search(subject.comment)),
        "comment names the political level": bool(POLITICAL_LEVEL.search(subject.comment)),
    }  # fmt: skip


def _of_answer(subject: Subject) -> dict[str, float]:
    """How much of the sources the draft tells beyond what the citizen said, and whether it is of the kind that is asked for."""
    evidence, body = " ".join(text for _, text in subject.sources), subject.body
    wants, whether = kinds(subject.comment), bool(_WHETHER.search(subject.comment))
    asked, said, held = set(stems(subject.comment)) | EVERYWHERE, set(stems(body)), set(stems(evidence))
    told, own = (said & held) - asked, said - asked
    known = {value.text.lower() for value in read(subject.comment, is_english(subject.comment))}
    values: list[Value] = [value for value in read(body, is_english(body)) if value.text.lower() not in known]
    given = Counter(value.kind for value in values)
    time, decided = any(given[kind] for kind in ("clock", "date", "weekday", "month")), bool(_SAYS_YES_OR_NO.search(body))
    denies, may = bool(_DENIES.search(body)), bool(_MAY.search(body))
    return {
        "sources": bool(subject.sources), "told": min(_FEW, len(told)), "told of own": len(told) / max(1, len(own)),
        "told of said": len(told) / max(1, len(said)), "told of sources": len(told) / max(1, len(held - asked)),
        "echo": len(said & asked) / max(1, len(said)), "best told": _best_told(subject, asked, said),
        "values": min(5, len(values)), "no value": not values, **{f"value {kind}": min(2, given[kind]) for kind in _KINDS},
        "when unmet": "when" in wants and not time, "price unmet": "price" in wants and not MONEY.search(body),
        "many unmet": bool(wants & {"count", "size"}) and not values, "whether met": whether and (decided or denies),
        "whether unmet": whether and not (decided or denies or may), "decides": decided, "denies": denies, "may": may,
        "supported": min(3, sum(claim.supported == "supported" for claim in subject.stated)),
    }  # fmt: skip


_KINDS = ("contact", "clock", "date", "weekday", "quantity")


def _best_told(subject: Subject, asked: set[str], said: set[str]) -> float:
    """The share told of the source sentence that is most like the comment."""
    likest, told = 0.0, 0.0
    for _, text in subject.sources:
        for sentence in sentences(text):
            held = set(stems(sentence))
            if new := held - asked:
                like = len(held & asked) / len(held)
                likest, told = (like, len(new & said) / len(new)) if like >= likest else (likest, told)
    return told


def _of_wording(subject: Subject) -> dict[str, float]:
    body, sources = subject.body, [text for _, text in subject.sources]
    return {
        "says in writing": bool(FORMAL_ENQUIRY.search(body)), "says where": bool(WHERE.search(body)), "mail": "@" in body,
        "names the political level": bool(POLITICAL_LEVEL.search(body)), "takes sides": bool(SIDES.search(body)),
        "laughs": bool(LAUGHS.search(subject.draft) or PLAYS.search(subject.draft)),
        "sources demand writing": any(map(DEMAND.search, sources)),
        "sources speak of writing": any(map(_IN_WRITING.search, sources)),
        "sources name the political level": any(map(POLITICAL_LEVEL.search, sources)),
    }  # fmt: skip


def _of_case(subject: Subject, told: Sequence[Held]) -> dict[str, float]:
    """What the sources demand of whoever has a case, and whether the draft says it, and says where."""
    body, formal = subject.body, subject.triage.formal_chance
    said, where = bool(FORMAL_ENQUIRY.search(body)), bool(WHERE.search(body))
    demanding = [item for item in told if DEMAND.search(item.text)]
    of_cases = [item for item in told if _CASEWORK.search(item.text)]
    asked, low = keys(subject.comment), body.lower()
    own = [keys(item.text) for item in of_cases]
    about = max((sum(nearest(word, words) for word in asked) / max(1, len(words)) for words in own), default=0.0)
    found = {
        "demand, nowhere": bool(demanding) and not where, "demand, unsaid": bool(demanding) and not said,
        "demand, unsaid, nowhere": bool(demanding) and not (said or where), "case, nowhere": bool(of_cases) and not where,
        "place of demand untold": _place_untold(demanding, low), "place of case untold": _place_untold(of_cases, low),
        "case untold": max((1 - item.told for item in of_cases), default=0.0),
    }  # fmt: skip
    return found | {f"formal, {name}": formal * value for name, value in found.items()} | {
        "speaks of cases": bool(of_cases), "about the case": about, "about the case, nowhere": about * (not where),
        "formal, nowhere": formal * (not where), "case told": max((item.told for item in of_cases), default=0.0),
        "asked of a case, nowhere": bool(_OF_A_CASE.search(subject.comment)) and bool(of_cases) and not where,
    }  # fmt: skip


def _of_relevance(subject: Subject, told: Sequence[Held]) -> dict[str, float]:
    """How much the draft tells of the sentences that likely answer each thing asked."""
    learned = subject.wording.answering if subject.wording else None
    sentences = [item.text for item in told]
    asked = parts(subject.comment) if learned and told else ()
    return telling([learned.chances_of(fitness(part, sentences))["answers"] for part in asked], [item.told for item in told])


def _place_untold(told: Sequence[Held], draft: str) -> bool:
    """Whether the sources say where to send it, and the draft names none of these places."""
    places = [found.group().lower() for item in told for found in WHERE.finditer(item.text)]
    return bool(places) and not any(place in draft for place in places)


def _log_odds(chance: float) -> float:
    return log((chance + 0.003) / (1.003 - chance))
