"""The one place where real things are chosen and joined."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from service.check import check_draft, stated
from service.check.context import Subject
from service.check.evidence import SEPARATOR, evidence_of
from service.config import Settings, load_settings
from service.domain import CheckResponse, Language, Passage, SearchHit, Triage
from service.judgement import Judgement, say_nothing
from service.ports import Model
from service.prompts import Prompts
from service.replies import FixedTexts
from service.requests import AdviceRequest, CheckRequest, DraftRequest

if TYPE_CHECKING:
    from service.advice import Advice
    from service.drafts import Drafts
    from service.index import BuildReport, EmbeddedIndex
    from service.judge import ModelJudge
    from service.pipeline import Pipeline
    from service.worker import Worker
    from service.writer import ModelEngine

TOLD = 0.5
"""The chance of a comment's written form from which the reply must be in it."""
LOOK_UP = 5
"""Passages looked up for a draft whose sources the caller leaves to us."""


def say_to_stderr(message: str) -> None:
    """Progress messages for people at a terminal."""
    sys.stderr.write(message + "\n")


@dataclass(frozen=True)
class Services(Judgement):
    """Everything an entrypoint may call. Heavy parts are made when first asked for."""

    passages: tuple[Passage, ...] | None = None
    models: tuple[Model, ...] | None = None

    @cached_property
    def texts(self) -> FixedTexts:
        return FixedTexts(self._prompts, self._contacts, self.settings.answer_days)

    @cached_property
    def pipeline(self) -> Pipeline:
        from service.draft import ExtractiveEngine
        from service.hold_back import HoldBack
        from service.pipeline import Pipeline

        _ = self.classifier  # ready means fitted: the first request would wait past its time limit
        return Pipeline(
            triage=self.triage, index=self.index, engine=ExtractiveEngine(self._prompts, self._contacts),
            texts=self.texts, hold_back=HoldBack.read(self.settings.knowledge_dir / "hold_back.json"),
            model=self.model, wording=self.wording,
        )  # fmt: skip

    @cached_property
    def model(self) -> ModelEngine | None:
        """The engine of the model that is set (or of ``models``), or None."""
        from service.writers import model_engine

        return model_engine(self.settings, self._prompts, self._contacts, self.models)

    @cached_property
    def judge(self) -> ModelJudge | None:
        """The model that is set as a judge too, where the settings let it; or None."""
        from service.judge import ModelJudge

        return ModelJudge(self.model.calls, self._prompts) if self.settings.judge and self.model else None

    @cached_property
    def index(self) -> EmbeddedIndex:
        """The index, brought up to date with ``knowledge/`` first."""
        from service.index import EmbeddedIndex

        self.build_index()
        return EmbeddedIndex(self._index_folder, self._embeddings)

    def build_index(self) -> BuildReport:
        """Bring the index up to date. Broken knowledge files are told of and left out."""
        from service.index import build

        passages = self.passages
        if passages is None:
            passages = self.knowledge.passages
            for error in self.knowledge.errors:
                self.progress(error)
        report = build(self._index_folder, passages, self._embeddings)
        self.progress(f"Indeks: {report.passages} avsnitt, {report.added} nye og {report.removed} fjernede enheter.")
        return report

    @cached_property
    def drafts(self) -> Drafts:
        from service.drafts import Drafts

        chosen = self.settings
        return Drafts(self.pipeline, self.store, self._checked, self.channels, chosen.four_eyes, bool(chosen.webhook_url))

    @cached_property
    def worker(self) -> Worker:
        from service.worker import Worker

        return Worker(self.settings, self.jobs, self.drafts, self.archive)

    def search(self, query: str, k: int) -> list[SearchHit]:
        """Search the knowledge base: at most k hits, best first."""
        return [
            SearchHit(id=found.passage.id, document=found.passage.document,
                      title=f"{found.passage.title}: {found.passage.heading}", score=round(found.score, 4),
                      url=found.passage.url, text=found.passage.text["nb"])
            for found in self.index.search(query, k)
        ]  # fmt: skip

    def check(self, request: CheckRequest) -> CheckResponse:
        """Judge a draft, whoever wrote it. Sources are looked up where the caller gives none."""
        subject = self.subject(request)
        return CheckResponse.of(check_draft(subject), stated(subject))

    def subject(self, request: CheckRequest) -> Subject:
        """A draft and all it is judged against."""
        decided = self.triage(
            DraftRequest(comment=request.comment, channel=request.channel, post=request.post, language=request.language)
        )
        return Subject(
            comment=request.comment, draft=request.draft, channel=request.channel, signer=request.signer,
            language=self._wanted(request, decided), triage=decided, sources=self._evidence(request),
            known_contacts=self.texts.known_contacts, wording=self.wording, looked_up=request.sources is None,
        )  # fmt: skip

    def _wanted(self, request: CheckRequest, decided: Triage) -> Language:
        """The language a draft must be in: the citizen's, but either written form where that is dialect or too little."""
        language, wording = decided.language, self.wording
        if request.language != "auto" or language == "en" or wording is None:
            return language
        told = decided.language_chance >= TOLD and wording.surely(request.comment, language)
        return language if told else wording.form_of(request.draft)

    async def judged(self, request: CheckRequest) -> CheckResponse:
        """``check``, made stricter by a model where the request asks for it and the settings let it."""
        found = self.check(request)
        return await self.judge.of_draft(request, found) if request.judge and self.judge else found

    async def judged_advice(self, request: AdviceRequest) -> Advice:
        """``advise``, made more careful by a model where the request asks for it and the settings let it."""
        found = self.advise(request)
        return await self.judge.of_post(request, found) if request.judge and self.judge else found

    def _checked(self, request: CheckRequest) -> CheckResponse:
        """``judged``, for use cases that do not wait."""
        from service.model import waited

        return waited(self.judged(request)) if request.judge and self.judge else self.check(request)

    def _evidence(self, request: CheckRequest) -> tuple[tuple[str, str], ...]:
        if request.sources is not None:
            return tuple((source.id, f"{source.title}{SEPARATOR}{source.text}") for source in request.sources)
        found = self.index.search(request.comment, LOOK_UP) + self.index.search(request.draft, LOOK_UP)
        return tuple((item.passage.id, evidence_of(item.passage)) for item in found)

    @cached_property
    def _embeddings(self):
        from service.embedding import chosen_embeddings

        return chosen_embeddings(self.settings)

    @cached_property
    def _prompts(self) -> Prompts:
        return Prompts(self.settings.prompts_dir)

    @property
    def _index_folder(self) -> Path:
        return self.settings.data_dir / "index"


def bootstrap(
    settings: Settings,
    progress: Callable[[str], None] = say_nothing,
    passages: tuple[Passage, ...] | None = None,
    models: tuple[Model, ...] | None = None,
) -> Services:
    """Join the real things for these settings; ``passages`` take the place of the knowledge base in the index.

    ``models`` take the place of the language model in the settings; none at all: the extractive engine writes.

    Nothing heavy happens before it is needed.
    """
    return Services(settings, progress, passages, models)


def quiet_services() -> Services:
    """The services for a command: progress is told to a terminal, a script is told of errors only."""
    return bootstrap(load_settings(), progress=say_to_stderr if sys.stderr.isatty() else _only_errors)


def _only_errors(message: str) -> None:
    if not message.startswith(("Indeks:", "Leser")):
        say_to_stderr(message)
