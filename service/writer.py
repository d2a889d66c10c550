"""The model engine: one prompt, one structured answer, and everything in it held against the sources.

The model decides nothing: it writes sentences, and code masks what goes out, maps back what comes in, sets signature,
referral and formal enquiry, and lets the review judge. One repair try; whatever then fails is a ModelError.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from service.answer import AnswerStream, ModelAnswer, read_answer, response_format
from service.calls import Calls, Turn
from service.domain import LENGTH_LIMITS, QUESTION_INTENTS, SecondTriage
from service.draft import ExtractiveEngine
from service.errors import BadAnswer
from service.ports import Brief, Listener, Message, Review, Written
from service.prompts import Prompts
from service.sentences import Verified, verified
from service.support import Vocabulary
from service.tokens import Tokens, unfinished

FOLDER = "draft"
OFFERED = 4
"""Passages a model is shown."""
THREAD, ENTRY, POST = 4, 400, 800
"""Entries of a thread, and characters of an entry and of the post, that a model is shown."""
QUOTED = 2_000
"""Characters of a bad answer that are shown to the model again."""
FORMAT = response_format()


class _Ended(Exception):
    """The model's own triage, still being streamed, ends the draft."""

    def __init__(self, second: SecondTriage) -> None:
        self.second = second


@dataclass(frozen=True)
class ModelEngine:
    """Writes drafts with a language model. ``frame`` sets the finished sentences as it does its own."""

    calls: Calls
    prompts: Prompts
    frame: ExtractiveEngine
    vocabulary: Vocabulary

    @property
    def version(self) -> str:
        """The hash of the prompts."""
        return self.prompts.version(FOLDER)

    async def write(self, brief: Brief, review: Review, turn: Turn, tell: Listener | None = None) -> Written:
        """A draft the review has nothing against, or none where the model's triage or its lack of a source ends it.

        ``tell`` is given the model's words as they come, numbered by request. Raises ModelError.
        """
        tokens = Tokens()
        messages = self.messages(brief, tokens)
        while True:
            raw = ""
            try:
                raw = await turn.ask(messages, FORMAT, _listening(tokens, review, turn, tell) if tell else None)
                return replace(self._written(brief, review, read_answer(raw), tokens), info=turn.info(self.version))
            except _Ended as ended:
                return Written(None, info=turn.info(self.version), second=ended.second)
            except BadAnswer as error:
                if not turn.may_ask_again or len(messages) > 2:
                    raise
                messages = [*messages, {"role": "assistant", "content": raw[:QUOTED] or "(tomt)"}, self._repair(error)]

    def messages(self, brief: Brief, tokens: Tokens) -> list[Message]:
        """What the model is sent: the stable part, then what changes from comment to comment, masked."""
        request, language = brief.request, brief.triage.language
        changing = self.prompts.render(
            f"{FOLDER}/user", channel=request.channel, limit=LENGTH_LIMITS[request.channel], language=language,
            tone=brief.triage.tone, post=tokens.people(request.post[:POST]) if request.post else None,
            thread=[{"author": entry.author, "text": tokens.people(entry.text[:ENTRY])} for entry in request.thread[-THREAD:]],
            sources=[
                {"token": f"kilde_{number}", "title": f"{found.passage.title}: {found.passage.heading}",
                 "text": tokens.contacts(found.passage.words(language))}
                for number, found in enumerate(brief.findings, 1)
            ],
            comment=tokens.people(request.comment),
        )  # fmt: skip
        return [
            {"role": "system", "content": self.prompts.render(f"{FOLDER}/system")},
            {"role": "user", "content": changing},
        ]

    def _repair(self, error: BadAnswer) -> Message:
        return {"role": "user", "content": self.prompts.render(f"{FOLDER}/repair", faults=error.faults)}

    def _written(self, brief: Brief, review: Review, answer: ModelAnswer, tokens: Tokens) -> Written:
        joined = review.joined(answer.triage)
        if joined is None:
            return Written(None, second=answer.triage)
        if answer.language != joined.language:
            raise BadAnswer("wrong_language", (f"Svaret skal være på {joined.language}, ikke {answer.language}.",))
        found = verified(answer.sentences, brief.findings, joined.language, tokens, self.vocabulary)
        asks = bool(set(joined.intents) & QUESTION_INTENTS) and not joined.formal_enquiry
        if asks and (answer.completeness == "none" or not (found.used or found.faults)):
            return Written(None, second=answer.triage, no_source=True)
        if found.faults:
            raise BadAnswer("check_failed", found.faults)
        written = self._framed(replace(brief, triage=joined, findings=found.used), answer, found)
        if written.reply is None:
            raise BadAnswer("too_long", ("Svaret er for langt for kanalen.",))
        faults = review.faults(written)
        if faults:
            raise BadAnswer("check_failed", faults)
        return written

    def _framed(self, brief: Brief, answer: ModelAnswer, found: Verified) -> Written:
        rest = ("",) if answer.completeness == "partial" else ()
        written = self.frame.framed(replace(brief, unanswered=rest), found.said)
        text = written.reply.text if written.reply else ""
        claims = tuple(claim for claim in found.claims if claim.sentence in text)
        return replace(written, claims=claims, second=answer.triage, complete=not rest, notes=found.notes)


def _listening(tokens: Tokens, review: Review, turn: Turn, tell: Listener) -> Callable[[str], None]:
    """A listener to the raw answer that tells the words of the reply, contacts put back, once a draft is wanted."""
    state = {"request": -1, "stream": AnswerStream(), "held": ""}

    def heard(delta: str) -> None:
        if state["request"] != turn.requests:
            state.update(request=turn.requests, stream=AnswerStream(), held="")
        stream = state["stream"]
        knew = stream.triage is not None
        words = state["held"] + stream.feed(delta)
        if stream.triage and not knew and review.joined(stream.triage) is None:
            raise _Ended(stream.triage)
        held = unfinished(words)
        state["held"] = words[len(words) - held :]
        if len(words) > held:
            tell("token", {"text": tokens.shown(words[: len(words) - held]), "request": turn.requests})

    return heard
