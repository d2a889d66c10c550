"""Calls to models for one draft: within one time budget, retried with jitter, then the next model.

At most ``CALLS`` requests to a model for one draft, whether one is spent on a retry or on a repair.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from service.budget import DailyBudget
from service.circuit import Circuit
from service.domain import EngineInfo
from service.errors import ModelError
from service.ports import Completion, Message, Model

CALLS = 2
WAIT = 0.25
"""Seconds before a retry, at the median; where the server says how long, that is waited instead."""


@dataclass(frozen=True)
class Calls:
    """The models that may be called, the first one first, and what limits them. ``seconds``: for a whole draft."""

    models: tuple[Model, ...]
    circuits: tuple[Circuit, ...]
    budget: DailyBudget
    seconds: float = 20.0

    def make_ready(self) -> None:
        """Load what the models need (seconds, the first time in a process), outside any draft's time."""
        for model in self.models:
            model.make_ready()

    def begin(self) -> Turn:
        """The calls of one draft; its time starts to run."""
        return Turn(self, monotonic() + self.seconds)


@dataclass
class Turn:
    """What one draft has used so far."""

    of: Calls
    deadline: float
    current: int = 0
    made: dict[int, int] = field(default_factory=dict)
    spent: list[Completion] = field(default_factory=list)

    @property
    def requests(self) -> int:
        """Requests made so far, to any model."""
        return sum(self.made.values())

    @property
    def may_ask_again(self) -> bool:
        """Whether the model that answered may be asked once more."""
        return self.made.get(self.current, 0) < CALLS and self._left() > 0

    async def ask(self, messages: Sequence[Message], answer_format: Any, on_delta: Callable[[str], None] | None = None) -> str:
        """An answer of the first model that gives one. Raises ModelError, the last one's reason."""
        if not self.of.budget.left():
            raise ModelError("budget_spent")
        failure = ModelError("circuit_open")
        for number in range(self.current, len(self.of.models)):
            self.current = number
            circuit = self.of.circuits[number]
            if not circuit.allows():
                continue
            try:
                answer = await self._persist(number, messages, answer_format, on_delta)
            except ModelError as error:
                failure = error
                circuit.failed() if error.down else circuit.succeeded()
                if self._left() <= 0:
                    break
            else:
                circuit.succeeded()
                return answer
        raise failure

    async def _persist(self, number: int, messages, answer_format, on_delta) -> str:
        while True:
            try:
                return await self._once(number, messages, answer_format, on_delta)
            except ModelError as error:
                wait = error.retry_after if error.retry_after is not None else WAIT * random.uniform(0.5, 1.5)
                if not error.again or self.made[number] >= CALLS or wait >= self._left():
                    raise
                await asyncio.sleep(wait)

    async def _once(self, number: int, messages, answer_format, on_delta) -> str:
        self.made[number] = self.made.get(number, 0) + 1
        left = self._left()
        try:
            async with asyncio.timeout(left):
                found = await self.of.models[number].complete(messages, answer_format, left, on_delta)
        except TimeoutError:
            raise ModelError("timeout", down=True) from None
        self.spent.append(found)
        self.of.budget.add(found)
        return found.text

    def info(self, prompt_version: str) -> EngineInfo:
        """What the draft's calls were and cost."""
        return EngineInfo(
            name="model", model=self.of.models[self.current].name, prompt_version=prompt_version,
            model_calls=self.requests, input_tokens=sum(call.input_tokens for call in self.spent),
            output_tokens=sum(call.output_tokens for call in self.spent), cost=round(sum(call.cost for call in self.spent), 8),
        )  # fmt: skip

    def _left(self) -> float:
        return self.deadline - monotonic()
