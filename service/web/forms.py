"""The review form's fields, what is wrong with them, and what they mean."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from service.domain import RejectionReason
from service.ports import Stored


class ReviewForm(BaseModel):
    """The fields as a browser sends them. ``seen`` is the version that stood on the screen (its ETag)."""

    model_config = ConfigDict(extra="ignore")
    text: str = ""
    decision: Literal["approved", "rejected", ""] = ""
    by: str = ""
    sources_checked: str = ""
    despite: str = ""
    reasons: list[RejectionReason] = []
    note: str = ""
    seen: str = ""
    content_hash: str = ""
    discard: str = ""
    tone: Literal["auto", "factual", "humorous", "formal", ""] = ""
    language: Literal["auto", "nb", "nn", "en", ""] = ""
    always_draft: str = ""
    name: str = ""
    title: str = ""
    unit: str = ""

    @property
    def typed(self) -> str:
        """The text with line ends as ours: browsers send CRLF."""
        return self.text.replace("\r\n", "\n")

    def meaning(self, stored: Stored, may_approve: bool) -> tuple[Literal["approved", "edited", "rejected"], str | None]:
        """What pressing the button on this text decides, and the text to send along."""
        if self.decision == "rejected":
            return "rejected", None
        changed = self.typed.strip() and self.typed != (stored.text or "")
        if changed or not may_approve:
            return "edited", self.typed
        return "approved", stored.text

    def changes(self) -> dict[str, Any]:
        """What a new draft is to have other than the old."""
        found: dict[str, Any] = {key: value for key in ("tone", "language") if (value := getattr(self, key))}
        if self.always_draft:
            found["always_draft"] = True
        if self.name or self.title or self.unit:
            found["signer"] = {"name": self.name, "title": self.title, "unit": self.unit}
        return found


def wrong_with(form: ReviewForm, stored: Stored) -> dict[str, str]:
    """A sentence for each field that keeps a decision from being kept."""
    found = {}
    if not form.by:
        found["by"] = "Skriv hvem du er: navn eller rolle."
    if form.decision == "rejected":
        return found if form.reasons else {**found, "reasons": "Velg minst én grunn."}
    if stored.text and not form.typed.strip():
        found["text"] = "Teksten er tom."
    if len(form.typed) > 20000:
        found["text"] = "Teksten er for lang: høyst 20 000 tegn."
    if stored.draft.sources and form.typed.strip() and not form.sources_checked:
        found["sources_checked"] = "Kryss av når du har kontrollert kildene."
    return found
