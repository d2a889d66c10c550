"""Checks on form and profile: length, the interests to show, plain language."""

from __future__ import annotations

import re

from service.check.context import Subject, verdict
from service.domain import LENGTH_LIMITS, Check
from service.norwegian import sentences, words

_PROFILE = re.compile(r"klima|miljø|utslipp|energi|kultur|kunst|musikk|festival|climate|emission|culture|art\b", re.IGNORECASE)
LIX_LIMIT = 45
LONG_SENTENCE = 28


def length(subject: Subject) -> Check:
    """The reply fits the channel."""
    limit, size = LENGTH_LIMITS[subject.channel], len(subject.draft)
    if size > limit:
        return verdict("length", "fail", f"{size} tegn; {subject.channel} tar {limit}.", (limit, size))
    return verdict("length", "pass", f"{size} av {limit} tegn.")


def profile(subject: Subject) -> Check:
    """The interests to show: the zero-emission municipality, the culture island. Advice, never a failure."""
    against = subject.at_fault("against_profile")
    if against:
        return verdict("profile", "review", "Kommunen skal være tydelig på miljø og kultur; dette trekker andre veien.",
                       against.span)  # fmt: skip
    if not _PROFILE.search(subject.comment):
        return verdict("profile", "not_applicable", "Kommentaren handler ikke om miljø eller kultur.")
    if _PROFILE.search(subject.draft):
        return verdict("profile", "pass", "Viser nullutslippskommunen eller kulturøya.")
    return verdict("profile", "review", "Her er det rom for å vise fram nullutslippskommunen eller kulturøya.")


def plain_language(subject: Subject) -> Check:
    """Short sentences and everyday words (LIX). Advice, never a failure."""
    parts = sentences(re.sub(r"https?://\S+", "", subject.draft))
    longest = max(parts, key=lambda part: len(words(part)), default="")
    found = words(subject.draft)
    lix = len(found) / max(1, len(parts)) + 100 * sum(len(word) > 6 for word in found) / max(1, len(found))
    if len(words(longest)) > LONG_SENTENCE:
        at = subject.draft.find(longest)
        span = (at, at + len(longest)) if at >= 0 else None
        return verdict("plain_language", "review", f"En setning har {len(words(longest))} ord; del den gjerne.", span)
    if lix > LIX_LIMIT and len(found) > 25:
        return verdict("plain_language", "review", f"Tung tekst (LIX {lix:.0f}); prøv kortere ord og setninger.")
    return verdict("plain_language", "pass", f"Lettlest (LIX {lix:.0f}).")
