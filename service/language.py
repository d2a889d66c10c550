"""Which language to answer in: bokmål, nynorsk or English."""

from __future__ import annotations

from functools import lru_cache
from typing import cast

from service.domain import Language
from service.norwegian import words

CERTAIN = 0.5
"""Below this probability the house default is used."""

_SCANDINAVIAN = {"no", "nn", "da", "sv"}


def reply_language(comment: str, chances: dict[str, float], default: Language) -> Language:
    """The language to answer a comment in.

    ``chances`` is what the triage model, which has seen dialect, says. Danes and Swedes are answered in bokmål,
    everyone else in English. Where nothing tells, the house default.
    """
    if not words(comment):
        return default
    best = max(chances, key=chances.__getitem__)
    if chances[best] < CERTAIN:
        return default
    if best != "other":
        return cast(Language, best)
    return "nb" if _identifier().classify(comment)[0] in _SCANDINAVIAN else "en"


@lru_cache(maxsize=1)
def _identifier():
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(["no", "nn", "da", "sv", "en", "de", "nl", "fr", "pl", "es"])
    return identifier
