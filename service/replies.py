"""The fixed texts: referrals and holding replies, from templates, never written by a model."""

from __future__ import annotations

import re

from service.domain import Language, Referral
from service.knowledge import Contact
from service.prompts import Prompts

_EMERGENCY_CONTACT = (
    ("fire", re.compile(r"brann|brenn|røyk|røyk|flamme|gass|fire|burn|smoke|flame", re.IGNORECASE)),
    (
        "police",
        re.compile(r"kniv|våpen|innbrudd|innbrot|vold|slåss|truer|truar|knife|weapon|gun|attack", re.IGNORECASE),
    ),
)


class FixedTexts:
    """Renders the fixed texts with the municipality's contacts. ``answer_days``: working days until an answer."""

    def __init__(self, prompts: Prompts, contacts: dict[str, Contact], answer_days: int) -> None:
        self._prompts, self._contacts, self._answer_days = prompts, contacts, answer_days

    @property
    def known_contacts(self) -> tuple[str, ...]:
        """Every phone number, address and link that is the municipality's own to give."""
        ways = (way for c in self._contacts.values() for way in (c.phone, c.email, c.url, c.address, *c.label.values()))
        return tuple(way for way in ways if way)

    def political(self, language: Language) -> Referral:
        """Where politics is answered (rule A10)."""
        return self._referral("political", "political_level", language)

    def formal_enquiry(self, language: Language) -> Referral:
        """Where a case is sent (rule A9)."""
        return self._referral("formal_enquiry", "formal_enquiry", language)

    def emergency(self, comment: str, language: Language) -> Referral:
        """The number to call: fire, police, or else medical help."""
        key = next((key for key, pattern in _EMERGENCY_CONTACT if pattern.search(comment)), "ambulance")
        number = self._contacts[key].phone or ""
        text = self._prompts.render(f"referrals/{language}", kind="emergency", contact=number)
        return Referral(kind="emergency", text=text, contact=number)

    def holding(self, reason: str, language: Language) -> str:
        """A short text that can be posted at once and promises an answer, never an outcome."""
        municipality = self._contacts["municipality"]
        contact = " / ".join(way for way in (municipality.email, municipality.phone) if way)
        return self._prompts.render(f"holding/{language}", reason=reason, contact=contact, days=self._answer_days)

    def _referral(self, kind, key: str, language: Language) -> Referral:
        contact = self._contacts[key].line(language)
        return Referral(kind=kind, text=self._prompts.render(f"referrals/{language}", kind=kind, contact=contact),
                        contact=contact)  # fmt: skip
