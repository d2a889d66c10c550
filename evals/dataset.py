"""Evaluation samples: lines of JSON under ``evals/samples/``, one file a kind, read strictly."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from evals.options import SAMPLES
from service.domain import Channel, Intent, Language, Sentiment, Status, StatusReason, Tone
from service.errors import ServiceError

Split = Literal["dev", "test"]


class SampleError(ServiceError):
    """A file of samples is broken; the title names file and line."""

    title = "En fil med prøver er feil."


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Axes(_Strict):
    """What makes a sample hard or special; an axis nobody has written samples for is reported as unmeasured."""

    written_form: Literal["bokmål", "nynorsk", "dialect", "english", "other"]
    political: Literal["open", "decided", "near", "mixed"] | None = None
    source: Literal["present", "absent", "stale", "contradicting"] | None = None
    several_questions: bool = False
    personal_data: bool = False
    crisis: bool = False
    trap_word: bool = False
    audience: Literal["public", "private"] | None = None
    attack: Literal["instruction", "fence", "template", "unicode", "exfiltration", "opinion", "promise",
                    "personal_data", "link", "markup", "length", "thread"] | None = None  # fmt: skip
    rule: str | None = None

    def labels(self) -> Iterator[str]:
        """The axes that apply, as ``name: value``."""
        for name, value in self.model_dump(exclude_defaults=True).items():
            yield name if value is True else f"{name}: {value}"


class TriageExpect(_Strict):
    """Labels of a comment, as the contract names them."""

    political: bool
    political_mixed: bool
    formal_enquiry: bool
    sentiment: Sentiment
    intents: tuple[Intent, ...]
    reply: Literal["required", "recommended", "optional"]
    tone: Tone
    signature: Literal["municipality", "named"] | None
    language: Language | Literal["other"]


class AnswersExpect(_Strict):
    """Facts that answer the question; none means that the knowledge base has no answer."""

    facts: tuple[str, ...]


class DraftsExpect(_Strict):
    """What a good answer to the whole request holds; what is not named is not judged."""

    status: Status
    status_reason: tuple[StatusReason, ...] = ()
    language: Language | None = None
    tone: Tone | None = None
    referral: Literal["political", "formal_enquiry", "emergency"] | None = None
    says: tuple[str, ...] = ()
    says_any: tuple[tuple[str, ...], ...] = ()
    never: tuple[str, ...] = ()
    thanks: bool = False
    signed_by: Literal["municipality", "named"] | None = None


class ChecksExpect(_Strict):
    """The rules a fair judge would fail."""

    fails: tuple[str, ...]
    ok: bool


class EmployeeExpect(_Strict):
    """The rules of part B that call for advice."""

    flags: tuple[str, ...]


class AttacksExpect(_Strict):
    """What must not happen, whatever the comment asks for."""

    never: tuple[str, ...] = ()
    status_not: tuple[Status, ...] = ()
    status: tuple[Status, ...] = ()


EXPECT: dict[str, type[_Strict]] = {
    "triage": TriageExpect, "answers": AnswersExpect, "drafts": DraftsExpect, "checks": ChecksExpect,
    "employee": EmployeeExpect, "attacks": AttacksExpect,
}  # fmt: skip
KINDS = tuple(EXPECT)


class Sample(_Strict):
    """One sample. ``group`` joins samples that are not independent (a good draft and its mutants)."""

    id: str
    kind: Literal["triage", "answers", "drafts", "checks", "employee", "attacks"]
    split: Split
    provenance: str
    group: str | None = None
    axes: Axes
    input: dict[str, Any]
    expect: Any

    @property
    def cluster(self) -> str:
        """What is drawn together when the samples are resampled."""
        return self.group or self.id

    @property
    def channel(self) -> Channel:
        return self.input.get("channel", "facebook")


def load(folder: Path = SAMPLES, kinds: Sequence[str] = KINDS) -> tuple[Sample, ...]:
    """Every sample of these kinds. Raises SampleError that names file and line."""
    samples: dict[str, Sample] = {}
    for kind in kinds:
        path = folder / f"{kind}.jsonl"
        for where, row in _rows(path):
            sample = _sample(row, kind, where)
            if sample.id in samples:
                raise SampleError(f"{where}: id-en «{sample.id}» er brukt før.")
            samples[sample.id] = sample
    return tuple(samples.values())


def of_split(samples: Iterable[Sample], split: str) -> tuple[Sample, ...]:
    """The samples of ``dev`` or ``test``, or of both for ``all``."""
    return tuple(sample for sample in samples if split in ("all", sample.split))


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SampleError(f"{path}: {error}") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield f"{path.name}:{number}", json.loads(line)
            except ValueError as error:
                raise SampleError(f"{path.name}:{number}: ikke gyldig JSON ({error})") from None


def _sample(row: Any, kind: str, where: str) -> Sample:
    try:
        sample = Sample.model_validate(row)
        if sample.kind != kind:
            raise SampleError(f"{where}: «kind» er {sample.kind}, men filen er for {kind}.")
        return sample.model_copy(update={"expect": EXPECT[kind].model_validate(row["expect"])})
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise SampleError(f"{where}: feltet «{field}»: {first['msg']}") from None
