"""The optional judge: a language model that says whether a draft could be sent. It counts only once calibrated.

Calibration is against labels: the judge is shown the labelled drafts of the development split and its agreement with
them is reported as Cohen's kappa.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from sklearn.metrics import cohen_kappa_score

from evals.dataset import Sample
from evals.metrics import share
from evals.runner import Observation
from evals.statistics import Estimate
from service.config import Settings
from service.model import LanguageModel
from service.prompts import Prompts

ENOUGH = 50
"""Labelled drafts needed before an agreement means anything."""
AGREES = 0.60
"""Kappa from which the judge counts: «substantial» agreement."""
AT_ONCE = 8
"""Questions put to the judge at the same time."""
Shown = dict[str, Any]


class Opinion(BaseModel):
    """What the judge is to answer."""

    why: str
    send: bool


@dataclass(frozen=True)
class Judgement:
    """A judge's agreement with the labels, and its figure if it counts."""

    model: str
    kappa: float
    labelled: int
    share: Estimate | None

    @property
    def counts(self) -> bool:
        return self.labelled >= ENOUGH and self.kappa >= AGREES

    @property
    def words(self) -> str:
        """One sentence for the report."""
        agreement = f"{self.model}: kappa {self.kappa:.2f} mot {self.labelled} merkede utkast"
        if not self.counts:
            return f"{agreement}. Det er for lite til at dommen teller (krever {AGREES:.2f} av minst {ENOUGH})."
        judged = f" Dommeren ville sendt {self.share.value:.1%} av {self.share.n} utkast." if self.share else ""
        return f"{agreement}.{judged}"


class Judge:
    """Asks a model about drafts."""

    def __init__(self, model: LanguageModel, prompts: Prompts) -> None:
        self._model, self._prompts = model, prompts

    async def sends(self, drafts: Sequence[Shown]) -> list[bool]:
        """For each draft whether the judge would send it. Raises ModelError."""
        turns = asyncio.Semaphore(AT_ONCE)

        async def ask(shown: Shown) -> bool:
            async with turns:
                return (await self._model.ask(self._prompts.render("judge/draft", **shown), Opinion)).send

        return await asyncio.gather(*(ask(shown) for shown in drafts))


async def judged(judge: Judge, name: str, observations: Sequence[Observation], labelled: Sequence[Sample]) -> Judgement:
    """Calibrate on the labelled drafts, then judge the drafts of a run. Raises ModelError."""
    told = await judge.sends([_labelled(sample) for sample in labelled])
    kappa = cohen_kappa_score([sample.expect.ok for sample in labelled], told, labels=[True, False]) if labelled else 0.0
    drafts = [item for item in observations if item.outcome.response and item.outcome.response.draft]
    opinions = await judge.sends([_drafted(item) for item in drafts])
    by_id = {item.sample.id: float(sent) for item, sent in zip(drafts, opinions, strict=True)}
    return Judgement(name, float(kappa), len(labelled), share(drafts, lambda item: by_id[item.sample.id]))


def judged_by(model: str, settings: Settings, observations: Sequence[Observation], labelled: Sequence[Sample]) -> Judgement:
    """The judgement of a model by its litellm name, at the server the settings name."""
    language_model = LanguageModel(model, settings.model_url, settings.model_key)
    return asyncio.run(judged(Judge(language_model, Prompts(settings.prompts_dir)), model, observations, labelled))


def _labelled(sample: Sample) -> Shown:
    given = sample.input
    texts = [source["text"] for source in given.get("sources") or ()]
    return {"comment": given["comment"], "post": given.get("post"), "draft": given["draft"], "sources": texts}


def _drafted(item: Observation) -> Shown:
    answer, given = item.outcome.response, item.sample.input
    texts = [source.excerpt for source in answer.sources]
    return {"comment": given["comment"], "post": given.get("post"), "draft": answer.draft.text, "sources": texts}
