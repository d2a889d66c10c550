"""What has been learned, joined: what a comment is, what sentences of a reply do, what an employee's post may go against."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from service.dictionaries import Dictionaries
from service.fitted import kept
from service.knowledge import Contact, Knowledge, load, load_contacts
from service.norwegian import sentences
from service.office import Office
from service.requests import AdviceRequest, DraftRequest

if TYPE_CHECKING:
    from service.advice import Advice
    from service.advise import AdviceThresholds
    from service.check.wording import Wording
    from service.classifier import CommentClassifier
    from service.domain import Triage
    from service.heads import Heads
    from service.triage import Thresholds


def say_nothing(_message: str) -> None:
    """The default for progress messages."""


@dataclass(frozen=True)
class Judgement(Office):
    """The learned parts and what they need of the knowledge folder; fitted when first asked for, kept by content."""

    progress: Callable[[str], None] = field(default=say_nothing)

    @cached_property
    def knowledge(self) -> Knowledge:
        """The service descriptions of the knowledge base."""
        return load(self.settings.knowledge_dir / "services")

    @cached_property
    def _contacts(self) -> dict[str, Contact]:
        return load_contacts(self.settings.knowledge_dir)

    @cached_property
    def classifier(self) -> CommentClassifier:
        """The fitted triage model, from the cache or fitted now."""
        from service.classifier import CommentClassifier

        self.progress("Leser språkmodellen for sortering …")
        return CommentClassifier.load_or_fit(self.settings.knowledge_dir / "training", self._models)

    @cached_property
    def thresholds(self) -> Thresholds:
        from service.triage import Thresholds

        return Thresholds.read(self.settings.knowledge_dir / "triage.json")

    def triage(self, request: DraftRequest) -> Triage:
        """What a comment is; needs neither index nor store."""
        from service.triage import triage

        return triage(request, self.classifier, self.thresholds, self.settings.house_language)

    @cached_property
    def _post_heads(self) -> Heads:
        """What advice to employees has learned, from the cache or fitted now."""
        from service.advise import learned
        from service.heads import FORMAT

        folder = self.settings.knowledge_dir / "training" / "employee"
        return kept("posts", FORMAT, folder.iterdir(), self._models, lambda: learned(folder))

    def learn_advice(self) -> None:
        """Have advice to employees ready before the first one asks."""
        _ = self._post_heads

    @cached_property
    def _advice_thresholds(self) -> AdviceThresholds:
        from service.advise import AdviceThresholds

        return AdviceThresholds.read(self.settings.knowledge_dir / "advice.json")

    def advise(self, request: AdviceRequest) -> Advice:
        """Advice to an employee on a planned post (part B). Nothing of it is stored or logged."""
        from service.advise import advise

        return advise(request, self._post_heads, self._advice_thresholds, self._contacts["web_editor"].email or "")

    @property
    def plain_sentences(self) -> list[tuple[str, str]]:
        """(language, sentence) of everything the knowledge base says."""
        return [(language, sentence) for passage in self.knowledge.passages
                for language, text in sorted(passage.text.items()) for sentence in sentences(text)]  # fmt: skip

    @cached_property
    def wording(self) -> Wording:
        """What the checks have learned of sentences in replies, from the cache or fitted now."""
        from service.check.breaches import Breaches
        from service.check.linear import Linear
        from service.check.wording import Wording, learned, read_thresholds
        from service.heads import FORMAT

        folder = self.settings.knowledge_dir / "training" / "replies"
        sources = [*folder.iterdir(), *(self.settings.knowledge_dir / "services").glob("*.md")]
        heads, forms = kept("wording", FORMAT, sources, self._models, lambda: learned(folder, self.plain_sentences))
        dictionaries = Dictionaries(self.settings.dictionaries)
        thresholds = read_thresholds(self.settings.knowledge_dir / "wording.json")
        breaches = Breaches.read(self.settings.knowledge_dir / "breaches.json")
        answering = Linear.read(self.settings.knowledge_dir / "answering.json")
        return Wording(heads, forms, thresholds, dictionaries if dictionaries.installed else None, breaches, answering)

    @property
    def _models(self) -> Path:
        return self.settings.data_dir / "models"
