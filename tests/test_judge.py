"""The optional judge over real HTTP against a loopback model server: calibrated before it counts."""

from __future__ import annotations

import asyncio
import json

import pytest

from evals.dataset import load, of_split
from evals.judge import ENOUGH, judged_by
from evals.runner import observe
from service.model import LanguageModel, ModelError
from tests.model_server import model_server

LABELLED = load(kinds=("checks",))
BY_DRAFT = {json.dumps(sample.input["draft"], ensure_ascii=False): sample.expect.ok for sample in LABELLED}


def opinion(send: bool) -> tuple[int, str]:
    return 200, json.dumps({"why": "derfor", "send": send})


def knowing(body) -> tuple[int, str]:
    """A judge that agrees with every label."""
    prompt = body["messages"][0]["content"]
    line = next(line for line in prompt.splitlines() if line.startswith("Svarutkastet: "))
    draft = json.dumps(json.loads(line.removeprefix("Svarutkastet: ")), ensure_ascii=False)
    return opinion(BY_DRAFT.get(draft, True))


@pytest.fixture(scope="module")
def observations(services):
    return observe(services, of_split(load(kinds=("drafts",)), "dev"), quiet=True)


def judgement(services, server, observations, labelled=LABELLED):
    settings = services.settings.model_copy(update={"model_url": server.url, "model_key": "key"})
    return judged_by("openai/loopback", settings, observations, labelled)


def test_a_judge_that_agrees_with_the_labels_counts(services, observations):
    with model_server(knowing) as server:
        found = judgement(services, server, observations)
    drafts = [item for item in observations if item.outcome.response.draft]
    assert (found.kappa, found.labelled, found.counts) == (pytest.approx(1.0), len(LABELLED), True)
    assert (found.share.value, found.share.n) == (1.0, len(drafts))
    assert len(server.asked) == len(LABELLED) + len(drafts)
    assert "kappa 1.00" in found.words


def test_a_judge_that_says_yes_to_everything_does_not_count(services, observations):
    with model_server(lambda _: opinion(True)) as server:
        found = judgement(services, server, observations)
    assert found.kappa == pytest.approx(0.0)
    assert not found.counts
    assert "for lite til at dommen teller" in found.words


def test_too_few_labels_do_not_calibrate(services, observations):
    with model_server(knowing) as server:
        assert not judgement(services, server, observations, LABELLED[: ENOUGH - 1]).counts


@pytest.mark.parametrize("answer", [lambda _: (200, "ja, send det"), lambda _: (500, "nede"), lambda _: (401, "feil nøkkel")])
def test_a_model_that_fails_is_told_of_without_the_text(services, answer):
    from pydantic import BaseModel

    class Yes(BaseModel):
        yes: bool

    with model_server(answer) as server, pytest.raises(ModelError, match="openai/loopback") as caught:
        asyncio.run(LanguageModel("openai/loopback", server.url, "key", timeout=5).ask("hemmelig kommentar", Yes))
    assert "hemmelig" not in caught.value.title
