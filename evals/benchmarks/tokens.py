"""Tokens a draft sends, and the share that is the same for every comment: ``python -m evals.benchmarks.tokens``.

Counted with the tokenizer that lies in litellm (cl100k), over the messages of every sample that reaches a model with four
passages; the schema of the answer, the same bytes every time, is told beside it.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from evals.dataset import load
from service.bootstrap import Services, bootstrap
from service.config import load_settings
from service.model import count_tokens
from service.ports import Completion, Message
from service.requests import DraftRequest
from service.writer import FORMAT, OFFERED

MOST, LEAST_STABLE = 1_800, 0.60


@dataclass
class Listener:
    """A model that keeps what it is asked and answers nothing of use."""

    name: str = "listener"
    asked: list[Sequence[Message]] = field(default_factory=list)

    def make_ready(self) -> None:
        """Nothing to load."""

    async def complete(
        self, messages: Sequence[Message], answer_format: Any, timeout: float, on_delta: Callable[[str], None] | None = None
    ) -> Completion:  # fmt: skip
        """Nothing."""
        self.asked.append(messages)
        return Completion("")


def measure(services: Services, model: Listener, comments: Sequence[dict[str, Any]]) -> tuple[float, float, int]:
    """Median tokens of a first request with four passages, the share of them in the stable prefix, and how many."""
    model.asked.clear()
    for body in comments:
        asyncio.run(services.pipeline.run(DraftRequest.model_validate(body)))
    first = [asked for asked in model.asked if len(asked) == 2 and f"<kilde_{OFFERED}>" in asked[1]["content"]]
    stable = count_tokens(first[0][0]["content"])
    total = median(stable + count_tokens(asked[1]["content"]) for asked in first)
    return total, stable / total, len(first)


def main() -> int:
    """Print the figures; 1 where a bar does not hold."""
    model = Listener()
    services = bootstrap(load_settings(), models=(model,))
    total, share, count = measure(services, model, [sample.input for sample in load(kinds=("answers", "drafts", "triage"))])
    held = total <= MOST and share >= LEAST_STABLE
    print(f"{total:.0f} tokens at the median of {count} drafts with {OFFERED} passages (at most {MOST})")
    print(f"{share:.0%} of them in the stable prefix (at least {LEAST_STABLE:.0%})")
    print(f"{count_tokens(json.dumps(FORMAT))} more for the schema of the answer")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
