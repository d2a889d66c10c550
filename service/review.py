"""What decides over a model's draft while it is being made: the joined triage, and the same checks as for every draft."""

from __future__ import annotations

from dataclasses import dataclass

from service.domain import Check, SecondTriage, Triage
from service.joining import join
from service.norwegian import words
from service.ports import Written
from service.requests import DraftRequest
from service.rules import Rules


@dataclass
class Review:
    """The review of one draft; ``checks`` are the verdicts on the version it saw last."""

    rules: Rules
    request: DraftRequest
    decided: Triage
    checks: tuple[Check, ...] = ()

    def joined(self, second: SecondTriage) -> Triage | None:
        """The triage that counts once the model has said what the comment is; None where no draft is wanted."""
        triage = join(self.decided, second, self.request.comment)
        return None if self.rules.settled(self.request, triage) else triage

    def faults(self, written: Written) -> tuple[str, ...]:
        """What the checks hold against a draft, in sentences; none: it may stand."""
        triage = join(self.decided, written.second, self.request.comment)
        self.checks = self.rules.checks(self.request, triage, written)
        return tuple(f"{check.rule}: {check.why}" for check in self.checks if _stops(check, written))


def _stops(check: Check, written: Written) -> bool:
    """A model can be asked to write better: mixed written forms stop its draft, unless the source itself mixes them."""
    if check.verdict == "review" and check.rule == "language" and check.span:
        word = written.reply.text[slice(*check.span)].lower()
        return not any(word in words(text) for found in written.used for text in found.passage.text.values())
    return check.verdict == "fail"
