"""Runs the product's own pipeline over samples, as a caller would, and scores what comes back."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from tqdm import tqdm

from evals.dataset import Sample
from evals.recording import Unrecorded
from evals.scorers import Outcome, answers_of, failures_of, scores_of, usability_of
from evals.scorers.answers import DEPTHS
from service.bootstrap import Services
from service.check import check_draft
from service.check.context import Subject
from service.check.evidence import evidence_of
from service.domain import Check, DraftResponse
from service.requests import AdviceRequest, CheckRequest, DraftRequest

ROOT = Path(__file__).resolve().parent.parent
_SCORING = ("evals/scorers", "evals/runner.py", "evals/statistics.py", "evals/metrics.py")


@dataclass(frozen=True)
class Observation:
    """A sample, what the product made of it, and its scores."""

    sample: Sample
    outcome: Outcome
    scores: dict[str, float]

    @property
    def failures(self) -> tuple[str, ...]:
        return failures_of(self.scores)

    @property
    def usability(self) -> str | None:
        return usability_of(self.sample, self.failures)


def observe(
    services: Services, samples: Sequence[Sample], quiet: bool = False, unrecorded: Callable[[Sample], None] | None = None
) -> list[Observation]:
    """Run and score every sample, in order.

    A sample whose prompt a recording has no answer to is not scored; ``unrecorded`` is told of it.
    """
    runs = {"checks": _checked, "employee": _advised}
    _ = services.pipeline, services.index
    found = []
    for sample in tqdm(samples, desc="Prøver", unit="prøve", disable=True if quiet else None):
        try:
            outcome = runs.get(sample.kind, _answered)(services, sample)
        except Unrecorded:
            if unrecorded is None:
                raise
            unrecorded(sample)
            continue
        found.append(Observation(sample, outcome, scores_of(sample, outcome)))
    return found


def scoring_hash() -> str:
    """A hash of the code that scores: runs scored by other code are not compared."""
    digest = hashlib.sha256()
    for name in _SCORING:
        path = ROOT / name
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _answered(services: Services, sample: Sample) -> Outcome:
    request = DraftRequest.model_validate(sample.input)
    started = perf_counter()
    response = asyncio.run(services.pipeline.run(request))
    latency = (perf_counter() - started) * 1000
    found = services.index.search(request.comment, max(DEPTHS), context=request.post or "") if sample.kind == "answers" else []
    used = services.index.named(sorted({name for claim in response.claims for name in claim.source_ids}))
    return Outcome(
        response=response, checks=_product_checks(services, sample, request, response), found=tuple(found),
        used=frozenset(answer for item in used for answer in answers_of(item.passage)), latency_ms=latency,
    )  # fmt: skip


def _product_checks(
    services: Services, sample: Sample, request: DraftRequest, response: DraftResponse
) -> tuple[Check, ...]:
    """The checks on the draft, against the sample's labels where it has them, else what the pipeline found itself."""
    if response.draft is None or sample.kind != "triage":
        return response.checks
    evidence = services.index.named([source.id for source in response.sources])
    return check_draft(
        Subject(
            comment=request.comment, draft=response.draft.text, channel=request.channel, signer=request.signer,
            language=response.triage.language, triage=response.triage.model_copy(update=_labels(sample)),
            sources=tuple((item.passage.id, evidence_of(item.passage)) for item in evidence),
            claims=response.claims, known_contacts=services.texts.known_contacts, wording=services.wording,
        )
    )  # fmt: skip


def _labels(sample: Sample) -> dict[str, Any]:
    fields = ("political", "political_mixed", "formal_enquiry", "sentiment", "intents", "reply", "signature")
    return {name: getattr(sample.expect, name) for name in fields}


def _checked(services: Services, sample: Sample) -> Outcome:
    started = perf_counter()
    result = services.check(CheckRequest.model_validate(sample.input))
    return Outcome(checks=result.checks, latency_ms=(perf_counter() - started) * 1000)


def _advised(services: Services, sample: Sample) -> Outcome:
    started = perf_counter()
    result = services.advise(AdviceRequest.model_validate(sample.input))
    return Outcome(flags=frozenset(result.flags), latency_ms=(perf_counter() - started) * 1000)
