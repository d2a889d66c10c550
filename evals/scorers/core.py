"""What a scorer is: one question each about one sample's outcome; 1 good, 0 bad, None where the question does not arise.

Each scorer names the rule it belongs to and the reason staff would give for rejecting the draft (the API's rejection
reasons), so that the histograms of production and evaluation compare.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from evals.dataset import Sample
from service.domain import Check, DraftResponse, Found, Passage

Reason = Literal["wrong_fact", "outdated", "missing_answer", "wrong_tone", "wrong_language", "too_long", "political",
                 "personal_data", "not_needed", "other"]  # fmt: skip
Usability = Literal["send_ready", "needs_fill", "not_usable"]
FILLABLE = frozenset({"missing_answer", "wrong_tone", "too_long", "other"})
"""Reasons a person can mend in a minute; the others make a draft unusable."""


@dataclass(frozen=True)
class Outcome:
    """What the product made of a sample.

    ``checks`` are the product's checks of the draft, judged with the sample's labels where it has them; ``found`` is
    what search gave, best first; ``used`` are the facts of the passages the draft rests on; ``flags`` are part B's.
    """

    response: DraftResponse | None = None
    checks: tuple[Check, ...] = ()
    found: tuple[Found, ...] = ()
    used: frozenset[str] = frozenset()
    flags: frozenset[str] = frozenset()
    latency_ms: float = 0.0

    @property
    def shown(self) -> str:
        """Every word a citizen would read."""
        answer = self.response
        if answer is None:
            return ""
        texts = (answer.draft and answer.draft.text, answer.referral and answer.referral.text, answer.holding_reply)
        return "\n".join(text for text in texts if text)


def answers_of(passage: Passage) -> frozenset[str]:
    """What a passage answers, as samples name it: its facts, or its own id where it points to who does what."""
    return frozenset(passage.facts or (passage.id,))


Score = float | None
Scorer = Callable[[Sample, Outcome], Score]


@dataclass(frozen=True)
class Named:
    """A scorer with its name, its Norwegian label, the rule it belongs to and the rejection reason it stands for."""

    name: str
    label: str
    rule: str
    reason: Reason
    kinds: tuple[str, ...]
    score: Scorer = field(compare=False)


_THANKS = re.compile(r"\b(takk|thank)", re.IGNORECASE)
SCORERS: dict[str, Named] = {}


def scorer(name: str, label: str, rule: str, reason: Reason, *kinds: str) -> Callable[[Scorer], Scorer]:
    """Register a scorer for these kinds of samples."""

    def register(function: Scorer) -> Scorer:
        SCORERS[name] = Named(name, label, rule, reason, kinds, function)
        return function

    return register


def scores_of(sample: Sample, outcome: Outcome) -> dict[str, float]:
    """Every score that applies to a sample."""
    found = {named.name: named.score(sample, outcome) for named in SCORERS.values() if sample.kind in named.kinds}
    return {name: value for name, value in found.items() if value is not None}


def failures_of(scores: dict[str, float]) -> tuple[Reason, ...]:
    """The rejection reasons of the scores that are not good, each once. Ranks (recall, MRR) are no reason."""
    return tuple(sorted({SCORERS[name].reason for name, value in scores.items() if value == 0 and "@" not in name}))


def usability_of(sample: Sample, failures: tuple[Reason, ...]) -> Usability | None:
    """Whether staff could send what came, mend it, or not use it; None where no draft was wanted."""
    wanted = sample.expect.facts if sample.kind == "answers" else sample.kind == "drafts" and sample.expect.status == "drafted"
    if not wanted:
        return None
    if not failures:
        return "send_ready"
    return "needs_fill" if set(failures) <= FILLABLE else "not_usable"


def drafted(outcome: Outcome) -> bool:
    """Whether a draft came."""
    return outcome.response.status == "drafted"


def thanked(outcome: Outcome) -> bool:
    """Whether a citizen would read a thank-you."""
    return bool(_THANKS.search(outcome.shown))
