"""From production: what staff decided, as candidate samples, masked, for a person to review before they are used.

A decision gives a labelled draft (kind ``checks``): what staff approved is good; what they rejected, or had to edit,
breaks the rules their reasons stand for; the edited text is good. Where the status itself was wrong, a sample of the
whole answer (kind ``drafts``) says what it should have been.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from evals.dataset import EXPECT, Sample
from service.domain import Decision, DraftResponse
from service.personal_data import mask
from service.requests import DraftRequest

RULE_OF_REASON = {
    "wrong_fact": "grounding", "outdated": "grounding", "missing_answer": "A2", "wrong_tone": "A6",
    "wrong_language": "language", "too_long": "length", "political": "A10", "personal_data": "personal_data",
}  # fmt: skip
"""The rule a rejection reason points to; ``not_needed`` is about the status, ``other`` about nothing we can name."""
STATUS_OF_REASON = {"political": "refused", "not_needed": "no_reply_needed"}
WRITTEN_FORM = {"nb": "bokmål", "nn": "nynorsk", "en": "english"}
Decided = tuple[DraftRequest, DraftResponse, Decision]


def candidates(decided: Iterable[Decided], keep: Sequence[str]) -> Iterator[Sample]:
    """Candidate samples of the decisions. ``keep`` holds the municipality's own contacts, which are not masked."""
    for request, response, decision in decided:
        yield from _of_one(request, response, decision, keep)


def _of_one(request: DraftRequest, response: DraftResponse, decision: Decision, keep: Sequence[str]) -> Iterator[Sample]:
    fails = sorted({RULE_OF_REASON[reason] for reason in decision.reasons if reason in RULE_OF_REASON})
    if response.draft is not None and (decision.decision == "approved" or fails):
        yield _checks(request, response, decision, response.draft.text, fails, keep)
    if decision.decision == "edited":
        yield _checks(request, response, decision, decision.text, [], keep)
    for status in {STATUS_OF_REASON[reason] for reason in decision.reasons if reason in STATUS_OF_REASON}:
        asked = {name: value for name, value in _asked(request, keep).items() if value is not None}
        yield _sample("drafts", response, decision, asked, {"status": status}, f"-{status}")


def _checks(request, response, decision, text, fails, keep) -> Sample:
    sources = [{"id": item.id, "title": item.title, "text": item.excerpt} for item in response.sources]
    body = {**_asked(request, keep), "draft": mask(text, keep), "sources": sources, "language": response.triage.language}
    ending = "-edited" if not fails and decision.decision == "edited" else ""
    return _sample("checks", response, decision, body, {"fails": fails, "ok": not fails}, ending)


def _asked(request: DraftRequest, keep: Sequence[str]) -> dict[str, Any]:
    post = mask(request.post, keep) if request.post else None
    return {"comment": mask(request.comment, keep), "channel": request.channel, "post": post}


def _sample(kind: str, response: DraftResponse, decision: Decision, body: dict, expect: dict, ending: str) -> Sample:
    return Sample(
        id=f"{kind}-decision-{decision.id}{ending}", kind=kind, split="dev", group=f"decision-{response.id}",
        provenance=f"from production, {decision.decision} {decision.created_at:%Y-%m-%d}, not reviewed yet",
        axes={"written_form": WRITTEN_FORM[response.triage.language]}, input=body, expect=EXPECT[kind].model_validate(expect),
    )  # fmt: skip
