"""The judge: what a model says of the rules that need judgement, in one call. It makes a verdict stricter, never milder.

Its answer is read rule by rule: what is missing, cannot be read or never came is ``review`` (decision 0010).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from service.advice import TEXTS, Advice, Advisory
from service.advise import summed
from service.answer import document_in, schema_format
from service.calls import Calls
from service.check.signature import body_of
from service.domain import Check, CheckResponse
from service.fence import visible
from service.prompts import Prompts
from service.requests import AdviceRequest, CheckRequest
from service.tokens import Tokens

FOLDER = "verdicts"
POST = 800
"""Characters of the post commented on that the model is shown."""
REASON = 200
"""Characters of a model's reason that are shown."""
UNREADABLE = "Språkmodellen kunne ikke vurdere dette; se over selv."
DOUBTFUL = "Språkmodellen mener dette bør ses over."

Judged = TypeVar("Judged", Check, Advisory)


class Ruling(BaseModel):
    """A model's word on one rule: the place in the text, or "", a short reason in Norwegian, or "", and the verdict."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    quote: str = ""
    why: str = ""
    verdict: Literal["pass", "fail", "review"]


class DraftRulings(BaseModel):
    """The rules for replies that need judgement."""

    A2: Ruling
    A5: Ruling
    A6: Ruling
    hostility: Ruling


class PostRulings(BaseModel):
    """The rules for employees' posts that need judgement."""

    B3: Ruling
    B5: Ruling


def stricter(mine: Judged, ruling: Ruling | None, text: str) -> Judged:
    """My verdict, or ``review`` where it would let pass what the model objects to, or could not judge (None).

    A ``fail`` of the model's alone is ``review`` too: nobody has measured it. Its quote is shown where it stands in ``text``.
    """
    if mine.verdict in ("review", "fail") or (ruling and ruling.verdict == "pass"):
        return mine
    return mine.model_copy(update={"verdict": "review", "why": _reason(ruling), "span": _place(ruling, text)})


@dataclass(frozen=True)
class ModelJudge:
    """Asks a model about a draft or a post, and joins what it says with the verdicts there are. Never raises ModelError."""

    calls: Calls
    prompts: Prompts

    async def of_draft(self, request: CheckRequest, found: CheckResponse) -> CheckResponse:
        """The verdicts on a draft, stricter where the model objects. The signature is not shown to it."""
        tokens = Tokens()
        rulings = await self._rulings(
            "draft", DraftRulings, post=tokens.people(request.post[:POST]) if request.post else None,
            comment=tokens.people(request.comment), draft=tokens.people(body_of(request.draft).strip() or request.draft),
        )  # fmt: skip
        checks = (stricter(check, rulings[check.rule], request.draft) if check.rule in rulings else check
                  for check in found.checks)  # fmt: skip
        return CheckResponse.of(tuple(checks), found.claims)

    async def of_post(self, request: AdviceRequest, found: Advice) -> Advice:
        """The advice on a post, more careful where the model objects."""
        tokens = Tokens()
        rulings = await self._rulings(
            "post", PostRulings, role=tokens.people(request.role), audience=tokens.people(request.audience),
            discloses_employer=request.discloses_employer, post=tokens.people(request.post),
        )  # fmt: skip
        return summed([_advised(item, rulings, request.post) for item in found.advice if item.rule != "B1"])

    async def _rulings(self, kind: str, schema: type[BaseModel], **shown: Any) -> dict[str, Ruling | None]:
        """The model's word on each rule of the schema; None where there is none that can be read."""
        messages = [{"role": role, "content": self.prompts.render(f"{FOLDER}/{kind}/{role}", **shown)}
                    for role in ("system", "user")]  # fmt: skip
        try:
            answer = document_in(await self.calls.begin().ask(messages, schema_format(schema)))
        except Exception:  # whatever breaks, a person must look
            answer = None
        return {rule: _ruling(answer, rule) for rule in schema.model_fields}


def _ruling(answer: Any, rule: str) -> Ruling | None:
    try:
        return Ruling.model_validate(answer[rule])
    except (ValidationError, LookupError, TypeError):
        return None


def _advised(item: Advisory, rulings: Mapping[str, Ruling | None], post: str) -> Advisory:
    if item.rule not in rulings:
        return item
    judged = stricter(item, rulings[item.rule], post)
    return judged if judged is item else judged.model_copy(update={"suggestion": TEXTS[item.rule].suggestion})


def _reason(ruling: Ruling | None) -> str:
    if ruling is None:
        return UNREADABLE
    told = " ".join(visible(ruling.why).split())
    return f"Språkmodellen: {told if len(told) <= REASON else told[: REASON - 1] + '…'}" if told else DOUBTFUL


def _place(ruling: Ruling | None, text: str) -> tuple[int, int] | None:
    quote = ruling.quote.strip() if ruling else ""
    at = text.find(quote) if quote else -1
    return (at, at + len(quote)) if at >= 0 else None
