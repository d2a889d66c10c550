"""What a draft may rest on."""

from __future__ import annotations

from service.dates import spoken
from service.domain import Passage

SEPARATOR = " ; "
"""Between pieces of evidence, so that two numbers never read as one; what comes before the first is the title."""


def evidence_of(passage: Passage) -> str:
    """Everything a draft may state on the strength of a passage: its text, its page, the date it speaks of."""
    dates = (spoken(passage.as_of, language) or "" for language in ("nb", "en"))
    return SEPARATOR.join([passage.title, passage.heading, passage.url or "", *passage.text.values(), *dates])
