"""The extractive engine: sentences from the knowledge base, set in a frame of the right tone and written form.

It states nothing that no passage says. Rules: A3 thanks, A5 criticism met, A6 tone, A7 and A8 signature, A9 formal
enquiry. Where the channel's limit is passed, the least needed pieces go first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from service.dates import spoken
from service.domain import LENGTH_LIMITS, Claim, EngineInfo, Found, Passage, Reply, Triage
from service.knowledge import Contact
from service.norwegian import sentences
from service.ports import Brief, Written
from service.prompts import Prompts

FOLDER = "replies"
MUNICIPALITY = "utsira.kommune.no"


@dataclass(frozen=True)
class _Content:
    """What a reply may hold; every field but ``facts`` can be dropped for length."""

    facts: tuple[tuple[str, Found], ...]
    opening: str | None
    as_of: str | None = None
    confirm: bool = False
    source: str | None = None
    rest: bool = False
    report: bool = False
    form: str | None = None
    signed: bool = True


class ExtractiveEngine:
    """Writes replies from templates and passages: no key, no network, no model."""

    def __init__(self, prompts: Prompts, contacts: dict[str, Contact]) -> None:
        self._prompts, self._contacts = prompts, contacts

    async def write(self, brief: Brief) -> Written:
        """Write the fullest reply that fits the channel; ``reply`` is None where not even the facts fit."""
        info = EngineInfo(name="extractive", prompt_version=self._prompts.version(FOLDER))
        return self._fitted(brief, _content(brief, self._contacts), info)

    def framed(self, brief: Brief, said: tuple[tuple[str, Found | None], ...]) -> Written:
        """Set sentences somebody else wrote, each with its source or none, in the same frame, without an opening."""
        return self._fitted(brief, replace(_content(brief, self._contacts), facts=said, opening=None), EngineInfo())

    def _fitted(self, brief: Brief, wanted: _Content, info: EngineInfo) -> Written:
        limit = LENGTH_LIMITS[brief.request.channel]
        for content in _leaner(wanted):
            text = self._set(brief, content)
            if len(text) <= limit:
                reply = Reply(text=text, language=brief.triage.language, tone=brief.triage.tone,
                              signature=_signature(brief) if content.signed else None)  # fmt: skip
                used = {found.passage.id for _, found in content.facts if found}
                return Written(
                    reply, tuple(_claims(content)), tuple(f for f in brief.findings if f.passage.id in used), info
                )
        return Written(None, info=info)

    def _set(self, brief: Brief, content: _Content) -> str:
        pieces = {content.opening} | {name for name in ("confirm", "report") if getattr(content, name)}
        text = self._prompts.render(
            f"{FOLDER}/{brief.triage.language}-{brief.triage.tone}",
            pieces=pieces, facts=[sentence for sentence, _ in content.facts], as_of=content.as_of,
            source=content.source, rest=content.rest, form=content.form,
            contact=_reach(self._contacts["municipality"]), signature=_signature(brief) if content.signed else None,
        )  # fmt: skip
        lines = (line.strip() for line in text.splitlines())
        return "\n".join(line for line in lines if line)


def _content(brief: Brief, contacts: dict[str, Contact]) -> _Content:
    triage, language = brief.triage, brief.triage.language
    passages = [found.passage for found in brief.findings]
    facts = tuple((s, found) for found in brief.findings for s in sentences(found.passage.words(language)))
    moving = [passage for passage in passages if passage.volatile]
    dated = sorted(as_of for passage in moving if (as_of := _untold_date(passage)))
    own_number = any(contacts["municipality"].phone in sentence for sentence, _ in facts)
    return _Content(
        facts=facts, opening=_opening(triage, bool(facts)),
        as_of=spoken(dated[0], language) if dated else None, confirm=bool(moving) and not own_number,
        source=_source(brief), rest=bool(brief.unanswered) and bool(facts),
        report="criticism" in triage.intents and not facts and not triage.formal_enquiry,
        form=_reach(contacts["formal_enquiry"]) if triage.formal_enquiry else None,
    )  # fmt: skip


def _untold_date(passage: Passage) -> str | None:
    """The date a passage speaks of, where it is known and the text itself does not say the year."""
    known = spoken(passage.as_of, "nb") is not None
    return passage.as_of if known and passage.as_of[:4] not in passage.text["nb"] else None


def _opening(triage: Triage, answers: bool) -> str:
    if "praise" in triage.intents and triage.sentiment != "negative":
        return "thanks"
    if "criticism" in triage.intents or (triage.sentiment == "negative" and not answers):
        return "regret"
    return "correction" if "factual_error" in triage.intents else "hello"


def _source(brief: Brief) -> str | None:
    """Where to read more: a page of the municipality's own as a link (Instagram has none), another site by its name.

    What another municipality writes is evidence for staff, not a place to send citizens.
    """
    if not brief.findings:
        return None
    url = urlsplit(brief.findings[0].passage.url or "")
    host = (url.hostname or "").removeprefix("www.")
    if host == MUNICIPALITY and not url.query and brief.request.channel != "instagram":
        return url.geturl()
    return None if host.endswith(".kommune.no") and host != MUNICIPALITY else host or None


def _signature(brief: Brief) -> str:
    signer = brief.request.signer
    if brief.triage.signature == "named" and signer:
        return f"{signer.name}, {signer.title}, {signer.unit}"
    return "Utsira municipality" if brief.triage.language == "en" else "Utsira kommune"


def _reach(contact: Contact) -> str:
    return " / ".join(way for way in (contact.email, contact.phone) if way)


def _leaner(content: _Content) -> Iterator[_Content]:
    """The content, then versions with less and less beside the facts, then fewer facts."""
    yield content
    for drop in ({"report": False}, {"as_of": None}, {"confirm": False}, {"source": None}, {"rest": False},
                 {"signed": False}, {"opening": None}):  # fmt: skip
        if drop == {"signed": False} or (drop == {"opening": None} and not content.facts and not content.form):
            continue
        content = replace(content, **drop)
        yield content
    while len(content.facts) > 1:
        content = replace(content, facts=content.facts[:-1])
        yield content
    yield replace(content, signed=False)


def _claims(content: _Content) -> Iterator[Claim]:
    for sentence, found in content.facts:
        if found:
            yield Claim(sentence=sentence, source_ids=(found.passage.id,), quote=sentence, supported="supported")
