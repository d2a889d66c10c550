"""Triage: what a comment is, before anything is written (contract: Triage; rules A2–A10)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log
from pathlib import Path
from typing import cast

from service.domain import QUESTION_INTENTS, Intent, Language, Sentiment, Tone, Triage
from service.errors import KnowledgeError
from service.language import reply_language
from service.personal_data import find_personal_data
from service.ports import Classifier, Labels
from service.requests import DraftRequest

MIXED = 0.50
FORMAL = 0.45
"""Chance of a formal enquiry from which a comment is one, and has that intent: where F1 over writers held back is best."""
INTENT = 0.45
LIKELY = 0.35
"""Chance of politics from which somebody must answer, whoever that will be; set on the development samples."""
LIGHT = 1.6
"""To a glad comment an answer may be light (rule A6) where that is nearly as likely as a sober one (development samples)."""
GLOOMY, MAY_BE = 0.60, 0.30
"""Criticism is negative: below the one chance of that, a comment that with the other is a neutral remark, is one."""

_ALARM = re.compile(
    r"\b(brann i |brenner i |det brenner|det brenn|huset brenn|står i brann|i full fyr|on fire|house is burning|"
    r"drukn|drown|falt (i|uti) sjøen|mann over bord|man overboard|puster ikke|pustar ikkje|not breathing|"
    r"bevisstløs|medvitslaus|unconscious|hjertestans|hjartestans|heart attack|gasslekkasje|"
    r"ring (113|112|110)|call an ambulance|ta livet mitt|ta livet av meg|kill myself)",
    re.IGNORECASE,
)
"""Unmistakable phrases; the fitted head stands beside them. It errs to alarm."""
_NO_ALARM = re.compile(r"(øvelse|øving|exercise|drill|i fjor|i går|last year|yesterday|hundre år siden)", re.IGNORECASE)


@dataclass(frozen=True)
class Thresholds:
    """Where doubt begins and ends, set by ``make thresholds`` on writers the model had not read.

    ``slope`` and ``bias`` make the political probability a calibrated one; from ``political_certain`` a comment is
    refused, from ``political_doubt`` up to there a person decides; from ``emergency`` a person is called at once.
    """

    slope: float
    bias: float
    political_doubt: float
    political_certain: float
    emergency: float

    @classmethod
    def read(cls, path: Path) -> Thresholds:
        """The thresholds in a JSON file. Raises KnowledgeError where it is missing or broken."""
        try:
            return cls(**json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise KnowledgeError(f"{path}: {error}") from error

    def political(self, chance: float) -> float:
        """The calibrated probability, 0 to 1, that a comment is political."""
        chance = min(max(chance, 1e-9), 1 - 1e-9)
        return 1 / (1 + exp(-(self.slope * log(chance / (1 - chance)) + self.bias)))


def triage(request: DraftRequest, classifier: Classifier, thresholds: Thresholds, house_language: Language) -> Triage:
    """Decide what a comment is. A pure function of the request and the model."""
    labels = classifier.label(request.comment)
    chance = thresholds.political(labels.political)
    formal = labels.formal_enquiry >= FORMAL
    chances = {name: chance for name, chance in labels.intents.items() if formal or name != "case_handling"}
    intents = _intents(request.comment, labels, chances, thresholds)
    political = chance >= thresholds.political_certain
    doubt = not political and chance >= thresholds.political_doubt
    if political:
        intents.add("political")
    else:
        intents.discard("political")
        intents = intents or _likeliest(chances, without="political")
    sentiment = cast(Sentiment, max(labels.sentiment, key=labels.sentiment.__getitem__))
    ordered = tuple(sorted(intents, key=lambda name: -labels.intents.get(name, 1.0)))
    return Triage(
        language=_language(request, labels, house_language), sentiment=sentiment, intents=ordered,
        political=political, political_mixed=political and _mixed(intents, labels), political_doubt=doubt,
        formal_enquiry=formal, reply=_reply_need(intents, formal or chance >= LIKELY), signature=_signature(intents, political),
        tone=_tone(request, labels, sentiment), confidence=_confidence(chance, labels, ordered),
        rules=_rules(intents, formal, political), reasons=tuple(_reasons(labels, chance, intents, political, doubt, formal)),
        political_chance=round(chance, 3), language_chance=round(max(labels.language.values(), default=1.0), 3),
        formal_chance=round(max(labels.formal_enquiry, labels.intents.get("case_handling", 0.0)), 3),
    )  # fmt: skip


def _intents(comment: str, labels: Labels, chances: Mapping[str, float], thresholds: Thresholds) -> set[Intent]:
    chosen = {name for name, chance in chances.items() if chance >= INTENT or name == "case_handling"}
    chosen.add(max(chances, key=chances.__getitem__))
    if "criticism" in chosen and labels.sentiment["negative"] < GLOOMY and labels.intents["neutral_remark"] >= MAY_BE:
        chosen = (chosen - {"criticism"}) | {"neutral_remark"}
    kinds = chosen & {"service_question", "general_question", "professional_question"}
    if "professional_question" in kinds and max(kinds, key=labels.intents.__getitem__) != "professional_question":
        chosen.discard("professional_question")
    if labels.intents["emergency"] >= thresholds.emergency or (_ALARM.search(comment) and not _NO_ALARM.search(comment)):
        chosen.add("emergency")
    if any(datum.kind == "national_id" for datum in find_personal_data(comment)):
        chosen.add("personal_data")
    return cast(set[Intent], chosen)


def _likeliest(chances: Mapping[str, float], without: str) -> set[Intent]:
    others = {name: chance for name, chance in chances.items() if name != without}
    return cast(set[Intent], {max(others, key=others.__getitem__)})


def _mixed(intents: set[Intent], labels: Labels) -> bool:
    return labels.political_mixed >= MIXED or bool(intents & (QUESTION_INTENTS | {"case_handling"}))


def _language(request: DraftRequest, labels: Labels, house: Language) -> Language:
    if request.language != "auto":
        return request.language
    return reply_language(request.comment, labels.language, house)


def _tone(request: DraftRequest, labels: Labels, sentiment: Sentiment) -> Tone:
    if request.tone != "auto":
        return request.tone
    light = LIGHT if sentiment == "positive" else 1.0
    tone = cast(Tone, max(labels.tone, key=lambda name: labels.tone[name] * (light if name == "humorous" else 1.0)))
    return "factual" if tone == "humorous" and sentiment == "negative" else tone


def _reply_need(intents: set[Intent], must: bool):
    if must or intents & (QUESTION_INTENTS | {"emergency", "political", "case_handling"}):
        return "required"
    return "recommended" if intents & {"praise", "criticism"} else "optional"


def _signature(intents: set[Intent], political: bool):
    if political or not intents & (QUESTION_INTENTS | {"praise", "criticism", "case_handling"}):
        return None
    return "named" if "professional_question" in intents else "municipality"


def _confidence(chance: float, labels: Labels, intents: tuple[Intent, ...]) -> float:
    sure = max(chance, 1 - chance)
    return round(min(sure, max(labels.intents.get(name, 1.0) for name in intents)) if intents else sure, 3)


_RULE_OF: dict[Intent, str] = {
    "service_question": "A2", "general_question": "A7", "professional_question": "A8", "factual_error": "A2",
    "praise": "A3", "neutral_remark": "A4", "criticism": "A5", "case_handling": "A9", "political": "A10",
}  # fmt: skip


def _rules(intents: set[Intent], formal: bool, political: bool) -> tuple[str, ...]:
    rules = {_RULE_OF[intent] for intent in intents if intent in _RULE_OF}
    if intents & QUESTION_INTENTS:
        rules.add("A2")
    rules |= {"A9"} if formal else set()
    rules |= {"A10"} if political else set()
    return tuple(sorted(rules, key=lambda rule: int(rule[1:])))


_WHY: dict[Intent, str] = {
    "service_question": "Spør om en kommunal tjeneste (regel A2).",
    "general_question": "Generelt spørsmål, besvares uten navn (regel A7).",
    "professional_question": "Faglig spørsmål, besvares med navn og tittel (regel A8).",
    "factual_error": "Retter på eller spør om en mulig faktafeil (regel A2).",
    "praise": "Ros, vi takker (regel A3).",
    "criticism": "Kritikk, vi prøver å svare (regel A5).",
    "neutral_remark": "Nøytral kommentar, svar er ikke nødvendig (regel A4).",
    "emergency": "Kan gjelde liv og helse: et menneske må se den med en gang.",
    "abuse": "Trakassering eller trusler: et menneske må vurdere den.",
    "spam": "Ser ut som søppelpost.",
    "personal_data": "Inneholder personopplysninger: bør flyttes ut av kommentarfeltet.",
}


def _reasons(labels: Labels, chance: float, intents: set[Intent], political: bool, doubt: bool, formal: bool):
    words = ", ".join(f"«{word}»" for word in labels.weighed)
    if political:
        yield f"Politisk, vises til politisk nivå (regel A10). Ord som veide mest: {words or 'ingen enkeltord'}."
    elif doubt:
        yield f"Kan være politisk ({chance:.0%}): et menneske må avgjøre. Ord som veide mest: {words or 'ingen enkeltord'}."
    if (political or doubt) and (nearest := labels.nearest()):
        comment, kind = nearest
        yield f"Ligner mest på eksempelet «{comment[:120]}» ({'politisk' if kind == 'political' else 'ikke politisk'})."
    if formal:
        yield "Krever saksbehandling eller arkivering: må sendes som formell henvendelse (regel A9)."
    yield from (_WHY[intent] for intent in sorted(intents) if intent in _WHY)
