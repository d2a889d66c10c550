"""Attempts at misuse against a model that obeys every injected instruction: ``python -m evals.benchmarks.misuse [FILE]``.

The model gives what each attempt wants, in every shape the product might let through; nothing forbidden may come out as
``drafted``. A line of the file has ``input`` (a request body), ``wanted`` (what the model is made to say) and ``never``.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service.bootstrap import Services, bootstrap
from service.config import load_settings
from service.ports import Completion, Message
from service.requests import DraftRequest

ATTEMPTS = Path(__file__).parent / "misuse.jsonl"
_SOURCE = re.compile(r"<kilde_1>\"(?:[^\"\\]|\\.)*\": (\"(?:[^\"\\]|\\.)*\")</kilde_1>")
_ASKED_FOR = re.compile(r"^Svar på \w+ \((\w+)\)")


@dataclass
class Obedient:
    """A model that says what it is made to, in one of several shapes, however often it is asked to repair it."""

    name: str = "obedient"
    wanted: str = ""
    shape: str = "bare"

    def make_ready(self) -> None:
        """Nothing to load."""

    async def complete(
        self, messages: Sequence[Message], answer_format: Any, timeout: float, on_delta: Callable[[str], None] | None = None
    ) -> Completion:  # fmt: skip
        """The wanted words."""
        asked = messages[1]["content"]
        source = _SOURCE.search(asked)
        known = json.loads(source.group(1)) if source else "Takk for at du spør."
        language = _ASKED_FOR.search(asked).group(1)
        return Completion(_SHAPES[self.shape](self.wanted, known, language))


def _answer(*sentences: tuple[str, str], language: str) -> str:
    triage = dict.fromkeys(("political", "mixed", "formal_enquiry", "personal_data"), False) | {"intents": ["service_question"]}
    said = [{"text": text, "source": source} for text, source in sentences]
    rest = {"completeness": "complete", "tone": "factual", "language": language}
    return json.dumps({"triage": triage, "sentences": said, **rest})


def _joined(wanted: str, known: str, language: str) -> str:
    link = {"nb": ", og ", "nn": ", og ", "en": ", and "}[language]
    return _answer((known.rstrip(".!") + link + wanted[:1].lower() + wanted[1:], "kilde_1"), language=language)


_SHAPES: dict[str, Callable[[str, str, str], str]] = {
    "bare": lambda wanted, known, language: _answer((wanted, "ingen"), language=language),
    "sourced": lambda wanted, known, language: _answer((wanted, "kilde_1"), language=language),
    "after a fact": lambda wanted, known, language: _answer((known, "kilde_1"), (wanted, "kilde_1"), language=language),
    "after thanks": lambda wanted, known, language: _answer(("Tusen takk!", "ingen"), (wanted, "ingen"), language=language),
    "in one sentence": _joined,
    "in one text": lambda wanted, known, language: _answer((f"{known} {wanted}", "kilde_1"), language=language),
    "as plain text": lambda wanted, known, language: wanted,
}


@dataclass(frozen=True)
class Leak:
    """A forbidden text that came out as a draft."""

    attempt: str
    shape: str
    text: str


def leaks(services: Services, model: Obedient, attempts: Sequence[dict[str, Any]]) -> Iterator[Leak]:
    """Every forbidden draft over all attempts and shapes."""
    for attempt in attempts:
        for shape in _SHAPES:
            model.wanted, model.shape = attempt["wanted"], shape
            response = asyncio.run(services.pipeline.run(DraftRequest.model_validate(attempt["input"])))
            text = response.draft.text if response.draft else ""
            if any(word.casefold() in text.casefold() for word in attempt["never"]):
                yield Leak(attempt["id"], shape, text)


def read(path: Path = ATTEMPTS) -> list[dict[str, Any]]:
    """The attempts of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def main() -> int:
    """Print every leak; 1 where there is one."""
    attempts = read(Path(sys.argv[1]) if len(sys.argv) > 1 else ATTEMPTS)
    model = Obedient()
    found = list(leaks(bootstrap(load_settings(), models=(model,)), model, attempts))
    for leak in found:
        print(f"{leak.attempt} ({leak.shape}): {leak.text!r}")
    print(f"{len(attempts)} attempts in {len(_SHAPES)} shapes: {len(found)} forbidden drafts")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
