"""What the grounding check finds, by kind of change, and what it costs: ``python -m evals.benchmarks.grounding [test]``.

Over the drafts of a split (dev): changed facts found and right drafts failed, and, over the knowledge base, every passage given
as its own draft and with one digit changed. Time is a ratio to stemming the same draft and sources, run beside it.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from statistics import median
from time import perf_counter

from evals.dataset import Sample, load, of_split
from service.bootstrap import Services, bootstrap
from service.check.context import Subject
from service.check.evidence import SEPARATOR, evidence_of
from service.check.grounding import grounding
from service.check.wording import Wording
from service.config import load_settings
from service.domain import Triage
from service.norwegian import stems
from service.requests import CheckRequest

_DIGITS = re.compile(r"(?<![\d./@])\d+(?![\d./])")
ANY = Triage(
    language="nb", sentiment="neutral", intents=(), political=False, political_mixed=False, formal_enquiry=False,
    reply="required", signature=None, tone="factual", confidence=1.0, rules=(), reasons=(),
)  # fmt: skip


def subject_of(sample: Sample, known: tuple[str, ...], wording: Wording | None = None) -> Subject:
    """A sample's draft as the check sees it; triage has no part in grounding, what its sentences do has."""
    request = CheckRequest.model_validate(sample.input)
    sources = tuple((source.id, f"{source.title}{SEPARATOR}{source.text}") for source in request.sources or ())
    language = "en" if request.language == "en" else "nb"
    return Subject(comment=request.comment, draft=request.draft, channel=request.channel, signer=request.signer,
                   language=language, triage=ANY, sources=sources, known_contacts=known, wording=wording)  # fmt: skip


def kind_of(sample: Sample) -> str:
    """What was changed in a draft, where its writer said so."""
    return sample.provenance.partition("changed: ")[2] or "not told"


def main() -> int:
    """Print the tables."""
    services = bootstrap(load_settings(), models=())
    known = services.texts.known_contacts
    samples = of_split(load(kinds=("checks",)), sys.argv[1] if len(sys.argv) > 1 else "dev")
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for sample in samples:
        changed = "grounding" in sample.expect.fails
        verdict = grounding(subject_of(sample, known, services.wording)).verdict
        found[kind_of(sample) if changed else "right"][verdict] += 1
        found[f"writer {sample.id.split('-')[1]}, {'changed' if changed else 'right'}"][verdict] += 1
    for name, text in (("knowledge", None), ("knowledge, digit", "digit")):
        found[name] = Counter(grounding(item).verdict for item in _knowledge(services, known, bool(text)))
    print("changed               drafts   fail  review")
    for kind, counts in sorted(found.items()):
        print(f"{kind:20} {counts.total():7} {counts['fail']:6} {counts['review']:7}")
    print(f"time, as a ratio to stemming: {_ratio([subject_of(sample, known) for sample in samples]):.1f}")
    return 0


def _knowledge(services: Services, known: tuple[str, ...], change: bool) -> Iterator[Subject]:
    passages = services.index.passages
    for number, passage in enumerate(passages):
        beside = passages[max(0, number - 2) : number + 2]
        for language, text in passage.text.items():
            digits = _DIGITS.search(text)
            if change and not digits:
                continue
            if change:
                text = f"{text[: digits.start()]}{int(digits.group()) + 1}{text[digits.end() :]}"
            yield Subject(comment=passage.title, draft=text, channel="facebook", signer=None, language=language, triage=ANY,
                          sources=tuple((item.id, evidence_of(item)) for item in beside), known_contacts=known)  # fmt: skip


def _ratio(subjects: list[Subject]) -> float:
    ratios = []
    for subject in subjects:
        text = " ".join([subject.draft, *(text for _, text in subject.sources)])
        grounding(subject)
        start = perf_counter()
        grounding(subject)
        between = perf_counter()
        stems(text)
        ratios.append((between - start) / max(perf_counter() - between, 1e-9))
    return median(ratios)


if __name__ == "__main__":
    sys.exit(main())
