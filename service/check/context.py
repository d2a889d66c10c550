"""What a check may look at, and the shape of a check."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from service.check.signature import Signature, signature_of
from service.check.wording import Said, Wording
from service.domain import Channel, Check, Claim, Language, Triage, Verdict
from service.norwegian import stems
from service.requests import Signer

if TYPE_CHECKING:
    from service.check.grounding import Examination

CARRIED = 0.75
"""Share of a sentence's stems that one source must hold for the sentence to be the source's rather than the writer's."""
FAINT = 0.2
"""The chance of a fault below which a single word is not shown as the one."""


@dataclass(frozen=True)
class Subject:
    """A draft and all it is judged against. ``sources`` are (id, text) pairs; ``claims`` may be empty.

    Without ``wording`` only what is exact is judged: numbers, links, names, fixed phrases. ``looked_up``: the sources are
    what a search gave, not what the writer named.
    """

    comment: str
    draft: str
    channel: Channel
    signer: Signer | None
    language: Language
    triage: Triage
    sources: tuple[tuple[str, str], ...] = ()
    claims: tuple[Claim, ...] = ()
    known_contacts: tuple[str, ...] = ()
    wording: Wording | None = None
    looked_up: bool = False

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """The sentences of the draft and what they do; none where there are no heads."""
        return self.wording.read(self.draft) if self.wording else ()

    @cached_property
    def breaches(self) -> dict[str, float]:
        """The chance that the draft as a whole breaks each rule of meaning; none where nothing was learned."""
        from service.check.signals import signals_of  # which reads the subject

        learned = self.wording.breaches if self.wording else None
        return learned.chances(signals_of(self)) if learned else {}

    @cached_property
    def examination(self) -> Examination:
        """The draft held against its sources, once for all checks."""
        from service.check.grounding import Examination  # which reads the subject

        return Examination(self)

    @cached_property
    def stated(self) -> tuple[Claim, ...]:
        """The draft's sentences that state a fact, held against its sources, whoever wrote it."""
        from service.check.claims import claims_of

        return claims_of(self)

    @cached_property
    def signature(self) -> Signature:
        """The signature at the end of the draft."""
        return signature_of(self.draft)

    @property
    def body(self) -> str:
        """The draft without its signature; positions are those in the draft."""
        return self.draft[: self.signature.start]

    def does(self, name: str, least: float | None = None) -> Said | None:
        """The sentence that most surely does this, if it does: over the label's threshold, or over ``least``."""
        if not self.wording or not self.said:
            return None
        limit = self.limit(name) if least is None else least
        best = max(self.said, key=lambda said: said.chances[name])
        return best if best.chances[name] >= limit else None

    def limit(self, name: str) -> float:
        """The chance from which a label counts; one that nothing reaches where there are no heads."""
        return self.wording.thresholds[name] if self.wording else 2.0

    def at_fault(self, name: str) -> Said | None:
        """The sentence that most surely commits this fault, if any does.

        Left out are sentences that a source carries, and those that more likely do the good thing this is mistaken for.
        """
        found = [said for said in self.said if said.chances[name] >= self.limit(name) and said.rather(name)
                 and not self.carried(said.sentence, name)]  # fmt: skip
        return max(found, key=lambda said: said.chances[name], default=None)

    def supported(self, sentence: str = "") -> bool:
        """Whether a source bears out this sentence (or any, where none is named)."""
        return any(claim.supported == "supported" and sentence in claim.sentence for claim in self.stated)

    def carried(self, sentence: str, name: str) -> bool:
        """Whether a source says this sentence, so that what it does is the source's; an opinion needs more of its words."""
        if name != "opinion" and self.supported(sentence):
            return True
        wanted = set(stems(sentence))
        return any(len(wanted & held) >= CARRIED * len(wanted) for held in self._held)

    @cached_property
    def _held(self) -> tuple[set[str], ...]:
        return tuple(set(stems(text)) for _, text in self.sources)


def broken(subject: Subject, rule: str, why: str, *faults: str) -> Check | None:
    """A failure where the draft surely breaks a rule of meaning, a review where it may; None where it does not.

    ``why`` may name the sentence (``{}``) that is likeliest to commit one of the faults.
    """
    chance, learned = subject.breaches.get(rule, 0.0), subject.wording.breaches if subject.wording else None
    if learned is None or chance < learned.unsure:
        return None
    own = [said for said in subject.said if faults and not subject.carried(said.sentence, "")]
    own = own if any(_guilt(said, faults)[0] for said in own) else list(subject.said)
    said = max(own if faults else (), key=lambda said: _guilt(said, faults), default=None)
    told = why.format(shown(said) if said else "Svaret")
    sure = chance >= learned.sure
    return verdict(rule, "fail" if sure else "review", told if sure else f"Se over: {told}", said.span if said else None)


def _guilt(said: Said, faults: Sequence[str]) -> tuple[bool, float]:
    """How likely a sentence is to be at fault; a bare «Hei!» never before one that says something, unless it surely is."""
    chance = max(said.chances[name] for name in faults)
    return chance >= FAINT or len(said.sentence.split()) > 1, chance


Judge = Callable[[Subject], Check]
"""A check: a pure function from a subject to one verdict with its reason in plain Norwegian."""


def verdict(rule: str, result: Verdict, why: str, span: tuple[int, int] | None = None) -> Check:
    """A Check; ``span`` is positions in the draft."""
    return Check(rule=rule, verdict=result, why=why, span=span)


def shown(said: Said, most: int = 80) -> str:
    """A sentence as a reason shows it."""
    text = " ".join(said.sentence.split())
    return f"«{text if len(text) <= most else text[: most - 1].rstrip() + '…'}»"
