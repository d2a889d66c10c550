"""Stand-ins for what a model must not see, or must not write itself: one set of tokens a draft.

Personal data becomes ``skjult_*`` and never comes back, because every reply is public. Links, phone numbers and
addresses in passages become ``lenke_1``, ``telefon_1``, ``epost_1`` and are put back by code.
"""

from __future__ import annotations

import re

from service.fence import plain
from service.personal_data import find_personal_data, find_private

_TOKEN = re.compile(r"\b(?:kilde|lenke|telefon|epost|skjult_[a-z]+)_\d+\b", re.IGNORECASE)
_LINK = re.compile(
    r"\b(?:https?://|www\.)[^\s<>\"]+[^\s<>\".,;:!?)]|\b(?<!\w[.-])\w[\w-]*+(?:\.[\w-]++)*\.(?:no|com|org|net|eu)\b(?:/[^\s<>\"]*)?"
)
_PROFILE = re.compile(r"(?<![\w.])@[\w.]+[\w]")
_NAMES = ("kilde_", "lenke_", "telefon_", "epost_", "skjult_")


class Tokens:
    """Hides what strangers and passages hold, and restores what a reply may say."""

    def __init__(self) -> None:
        self._contacts: dict[str, str] = {}

    def people(self, text: str) -> str:
        """What a citizen wrote, without personal data, profile names, or words that look like our tokens."""
        text = _TOKEN.sub(lambda found: found.group().replace("_", " "), plain(text))
        seen: dict[str, str] = {}
        for kind, value in find_private(text):
            seen.setdefault(value, f"skjult_{kind}_{len(seen) + 1}")
        for value in sorted(seen, key=len, reverse=True):
            text = re.sub(rf"(?<!\w){re.escape(value)}(?!\w)", seen[value], text)
        return _PROFILE.sub("skjult_profil_0", text)

    def contacts(self, text: str) -> str:
        """A passage with tokens for its links, phone numbers and addresses."""
        for datum in reversed(find_personal_data(text)):
            if datum.kind != "national_id":
                kind = "epost" if datum.kind == "email" else "telefon"
                text = f"{text[: datum.start]}{self._token(kind, datum.text)}{text[datum.end :]}"
        return _LINK.sub(lambda found: self._token("lenke", found.group()), text)

    def known(self, text: str) -> str:
        """A text with tokens for the contacts that have one."""
        for token, held in self._contacts.items():
            text = text.replace(held, token)
        return text

    def restored(self, text: str) -> tuple[str, tuple[str, ...]]:
        """The text with contacts put back and every other token taken out, and the tokens taken out."""
        unknown = [found for found in _TOKEN.findall(text) if found.lower() not in self._contacts]
        text = re.sub(r"\(\s*\)", "", self.shown(text))
        return re.sub(r"\s+([,.!?:;])", r"\1", re.sub(r"[ \t]{2,}", " ", text)).strip(), tuple(unknown)

    def shown(self, text: str) -> str:
        """The same for a piece of a text, its spaces left alone."""
        return _TOKEN.sub(lambda found: self._contacts.get(found.group().lower(), ""), text)

    def own_contacts(self, text: str) -> list[str]:
        """Links, phone numbers and addresses in a text, which a model must not write itself."""
        rest = _TOKEN.sub(" ", text)
        return [datum.text for datum in find_personal_data(rest)] + _LINK.findall(rest)

    def _token(self, kind: str, value: str) -> str:
        known = next((token for token, held in self._contacts.items() if held == value), None)
        number = sum(token.startswith(kind) for token in self._contacts) + 1
        token = known or f"{kind}_{number}"
        self._contacts[token] = value
        return token


def unfinished(text: str) -> int:
    """How many characters at the end of a text may be the beginning of a token."""
    word = re.search(r"\w*$", text).group().lower()
    begins = any(name.startswith(word) or word.startswith(name) for name in _NAMES)
    return len(word) if word and begins else 0
