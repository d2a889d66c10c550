"""Answers for the loopback model server, in the shape the service asks for."""

from __future__ import annotations

import json
from typing import Any

FERRY = "Hvor lang tid tar båten fra Haugesund?"
GREETING = ("Hei, og takk for at du spør!", "ingen")
FERRY_FACT = ("Båtturen mellom Haugesund og Utsira tar rundt 70 minutter.", "kilde_1")


def completion(*sentences: tuple[str, str | None], completeness: str = "complete", tone: str = "factual", language: str = "nb",
               **triage: Any) -> str:  # fmt: skip
    """A whole answer: sentences with their sources; ``triage`` overrides what a plain service question is."""
    first = {"political": False, "mixed": False, "intents": ["service_question"], "formal_enquiry": False, "personal_data": False}
    body = {
        "triage": {**first, **triage}, "sentences": [{"text": text, "source": source} for text, source in sentences],
        "completeness": completeness, "tone": tone, "language": language,
    }  # fmt: skip
    return json.dumps(body, ensure_ascii=False)


GOOD = completion(GREETING, FERRY_FACT)
