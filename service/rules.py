"""What the rules decide of a comment, whoever writes: without a draft, for want of something, or over a finished one."""

from __future__ import annotations

from dataclasses import dataclass

from service.check import check_draft
from service.check.context import Subject
from service.check.evidence import evidence_of
from service.check.wording import Wording
from service.domain import QUESTION_INTENTS, Check, StatusReason, Triage
from service.outcome import Outcome, hold, let_be, refuse
from service.ports import Written
from service.replies import FixedTexts
from service.requests import DraftRequest
from service.retrieve import Retrieved


@dataclass(frozen=True)
class Rules:
    """The rules, with the fixed texts they answer with, and what the checks have learned of sentences."""

    texts: FixedTexts
    wording: Wording | None = None

    def settled(self, request: DraftRequest, decided: Triage) -> Outcome | None:
        """What triage alone settles, the most pressing first; None where a draft is wanted."""
        intents, language = set(decided.intents), decided.language
        if "emergency" in intents:
            return hold("emergency", self.texts.emergency(request.comment, language))
        if decided.political:
            reason: StatusReason = "political_mixed" if decided.political_mixed else "political"
            return refuse(reason, self.texts.political(language))
        if "abuse" in intents:
            return hold("abuse")
        if "personal_data" in intents:
            return hold("personal_data", holding=self.texts.holding("personal_data", language))
        if "spam" in intents:
            return let_be("spam")
        if decided.political_doubt:
            return hold("political_doubt")
        if decided.reply == "optional" and not request.always_draft:
            return let_be("neutral")
        return None

    def missing(self, request: DraftRequest, decided: Triage, found: Retrieved) -> StatusReason | None:
        """Why there can be no draft yet: no signer for a professional answer (A8), sources at odds, or nothing found."""
        shown = {item.passage.id for item in found.answers}
        if decided.signature == "named" and request.signer is None:
            return "signer_missing"
        if any(item.passage.disagrees_with for item in found.answers) and shown:
            return "sources_disagree"
        if not found.answers and set(decided.intents) & QUESTION_INTENTS and not decided.formal_enquiry:
            return "no_source"
        return None

    def held(self, decided: Triage, missing: StatusReason) -> Outcome:
        """A person takes over for want of something, with a text to post meanwhile."""
        referral = self.texts.formal_enquiry(decided.language) if decided.formal_enquiry else None
        kind = "factual_error" if missing == "no_source" and "factual_error" in decided.intents else missing
        return hold(missing, referral, self.texts.holding(kind, decided.language))

    def checks(self, request: DraftRequest, decided: Triage, written: Written) -> tuple[Check, ...]:
        """Every rule's verdict on a finished draft."""
        return check_draft(Subject(
            comment=request.comment, draft=written.reply.text, channel=request.channel,
            signer=request.signer if decided.signature == "named" else None, wording=self.wording,
            language=decided.language, triage=decided, claims=written.claims, known_contacts=self.texts.known_contacts,
            sources=tuple((found.passage.id, evidence_of(found.passage)) for found in written.used),
        ))  # fmt: skip
