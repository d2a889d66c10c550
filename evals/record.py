"""Makes a recording of completions written for this suite: ``python -m evals.record`` (``make recording``).

``evals/recordings/written/answers.jsonl`` holds, for each sample, what a model might have answered, its flaw named, with the
ids of passages for sources; here each is put to the prompt the product makes today, and kept under that prompt's hash.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evals.dataset import load
from evals.recording import COMPLETIONS, RECORDINGS, key
from service.bootstrap import bootstrap
from service.config import load_settings
from service.domain import Passage
from service.fence import fence
from service.ports import Completion, Message
from service.requests import DraftRequest
from service.tokens import Tokens

NAME = "written"
_SHOWN = re.compile(r"^<kilde_(\d+)>(\"(?:[^\"\\]|\\.)*\"): ", re.MULTILINE)


@dataclass
class Writer:
    """A model that answers with what was written for the sample at hand, and keeps under which prompt."""

    passages: Sequence[Passage]
    name: str = NAME
    answers: list[Any] = field(default_factory=list)
    kept: list[tuple[str, str]] = field(default_factory=list)

    def make_ready(self) -> None:
        """Nothing to load."""

    async def complete(
        self, messages: Sequence[Message], answer_format: Any, timeout: float, on_delta: Callable[[str], None] | None = None
    ) -> Completion:  # fmt: skip
        """The next answer; the last one again where there are no more."""
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        text = answer if isinstance(answer, str) else self._with_tokens(answer, messages[1]["content"])
        self.kept.append((key(messages, answer_format), text))
        return Completion(text)

    def _with_tokens(self, answer: dict[str, Any], asked: str) -> str:
        """The answer with the prompt's own tokens for passages and contacts, as a model would give it."""
        titles = {fence(f"{passage.title}: {passage.heading}"): passage for passage in self.passages}
        shown = {titles[title].id: f"kilde_{number}" for number, title in _SHOWN.findall(asked) if title in titles}
        tokens, by_id = Tokens(), {passage.id: passage for passage in self.passages}
        for name in shown:
            tokens.contacts(by_id[name].words(answer["language"]))
        said = [{"text": tokens.known(item["text"]), "source": shown.get(item["source"], item["source"])}
                for item in answer["sentences"]]  # fmt: skip
        return json.dumps({**answer, "sentences": said}, ensure_ascii=False)


def record(folder: Path = RECORDINGS / NAME) -> tuple[int, list[str]]:
    """Write the recording anew; how many completions it holds, and the samples that asked no model."""
    settings = load_settings()
    services = bootstrap(settings)
    writer = Writer(services.index.passages)
    services = bootstrap(settings, models=(writer,))
    samples = {sample.id: sample for sample in load(kinds=("drafts", "answers", "attacks", "triage"))}
    rows, silent = [], []
    for line in (folder / "answers.jsonl").read_text(encoding="utf-8").splitlines():
        written = json.loads(line)
        writer.answers, writer.kept = list(written["answers"]), []
        asyncio.run(services.pipeline.run(DraftRequest.model_validate(samples[written["sample"]].input)))
        about = {"sample": written["sample"], "flaw": written["flaw"]}
        rows += [{**about, "prompt": name, "completion": text} for name, text in writer.kept]
        silent += [] if writer.kept else [written["sample"]]
    lines = [json.dumps(row, ensure_ascii=False) for row in {row["prompt"]: row for row in rows}.values()]
    (folder / COMPLETIONS).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(lines), silent


if __name__ == "__main__":
    count, unasked = record()
    print(f"{count} completions; {len(unasked)} samples asked no model: {', '.join(unasked)}")
    sys.exit(0)
