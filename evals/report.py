"""The report: one HTML file that a communications adviser can read, without a single outside link."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from evals import charts
from evals.dataset import KINDS, Sample
from evals.gate import Finding, opens
from evals.metrics import share
from evals.run import Run
from evals.runner import Observation
from evals.scorers import SCORERS
from evals.statistics import Comparison, Estimate

HEAD = {
    "triage.leak": "Politikk som fikk et utkast (lekkasje)",
    "triage.refused": "Politikk avvist med henvisning",
    "triage.wall": "Vanlige kommentarer avvist som politikk (mur)",
    "triage.doubt": "Vanlige kommentarer sendt til et menneske på grunn av tvil",
    "score.the right fact is stated": "Spørsmål besvart med riktig opplysning",
    "score.no wrong fact is stated": "Svar uten feil opplysning",
    "score.held back where there is no answer": "Holdt tilbake der svaret ikke finnes",
    "checks.good_passed": "Gode utkast sluppet gjennom av kontrollene",
    "checks.bad_caught": "Dårlige utkast stoppet av kontrollene",
}
"""The figures a reader sees first."""
TREND = ("triage.leak", "triage.wall", "score.the right fact is stated", "checks.bad_caught", "usability.send_ready")
LABELS = HEAD | {"usability.send_ready": "Utkast som kan sendes som de er"}
USABILITY = {"send_ready": "kan sendes som de er", "needs_fill": "må fylles ut", "not_usable": "kan ikke brukes"}
REASONS = {
    "wrong_fact": "feil opplysning", "outdated": "utdatert", "missing_answer": "mangler svar", "wrong_tone": "feil tone",
    "wrong_language": "feil målform", "too_long": "for langt", "political": "politikk",
    "personal_data": "personopplysninger", "not_needed": "ikke nødvendig", "other": "annet",
}  # fmt: skip
RULES = {
    "A1": "snakker som kommunen", "A2": "svarer på spørsmål og feil", "A3": "takker for ros",
    "A4": "lar nøytrale kommentarer være", "A5": "møter kritikk", "A6": "tonen passer", "A7": "uten navn på generelle spørsmål",
    "A8": "navn og tittel på faglige spørsmål", "A9": "henviser til formell henvendelse", "A10": "henviser politikk",
    "grounding": "fakta", "personal_data": "personvern", "length": "lengde", "language": "språk", "promise": "løfter",
    "hostility": "høflighet", "profile": "profil", "plain_language": "klarspråk", "emergency": "nødsituasjoner",
}  # fmt: skip
AXES = {
    "written_form": "målform", "political": "politikk", "source": "kilde", "several_questions": "flere spørsmål",
    "personal_data": "personopplysninger", "crisis": "krise", "trap_word": "felleord", "audience": "åpenhet",
    "attack": "angrep", "rule": "regel",
}  # fmt: skip
_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Material:
    """Everything a report is made of."""

    run: Run
    observations: Sequence[Observation]
    found: Sequence[Finding]
    comparisons: Sequence[Comparison]
    incomparable: str | None
    history: Sequence[Run]
    judge: Any | None = None


def html(material: Material) -> str:
    """The report as one HTML document."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), undefined=StrictUndefined, autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"percent": percent, "interval": interval}
    usability = _usability(material.run)
    return environment.get_template("report.html.jinja2").render(
        m=material, run=material.run, opens=opens(material.found), charts=charts, scorers=SCORERS, reasons=REASONS,
        head=[(label, material.run.metrics[name]) for name, label in HEAD.items() if name in material.run.metrics],
        usability=usability, usability_shares=[(name, value.value) for name, _, value in usability],
        usability_words=", ".join(f"{label} {percent(value.value)}" for _, label, value in usability),
        rules=_rules(material), kinds=_kinds(material.observations),
        axes=_axes(material.observations), trends=_trends(material), failed=_failed(material.observations),
    )  # fmt: skip


def percent(value: float) -> str:
    """A share in words: ``93,5 %``."""
    return f"{100 * value:.1f}".replace(".", ",") + " %"


def interval(value: Estimate) -> str:
    """The 95 % interval in words."""
    if value.low is None or value.high is None:
        return "ikke beregnet"
    return f"{percent(value.low)} til {percent(value.high)}"


def _usability(run: Run) -> list[tuple[str, str, Estimate]]:
    return [(name, label, run.metrics[f"usability.{name}"]) for name, label in USABILITY.items()
            if f"usability.{name}" in run.metrics]  # fmt: skip


def _rules(material: Material) -> list[dict[str, Any]]:
    """Every rule with its scorers; a rule nothing was measured of has none."""
    by_rule: dict[str, list[tuple[str, Estimate]]] = {f"A{number}": [] for number in range(1, 11)}
    for name, named in SCORERS.items():
        value = material.run.metrics.get(f"score.{name}")
        rows = by_rule.setdefault(named.rule, [])
        if value:
            rows.append((named.label, value))
    return [{"rule": rule, "name": _rule_name(rule), "scorers": rows} for rule, rows in by_rule.items()]


def _rule_name(rule: str) -> str:
    words = RULES.get(rule, "råd til ansatte")
    return f"{rule} {words}" if rule[-1].isdigit() else words.capitalize()


def _kinds(observations: Sequence[Observation]) -> list[tuple[str, int]]:
    counts = Counter(item.sample.kind for item in observations)
    return [(kind, counts[kind]) for kind in KINDS]


def _axes(observations: Sequence[Observation]) -> list[tuple[str, Estimate]]:
    """Per axis: the share of samples without one failure."""
    groups: dict[str, list[Observation]] = defaultdict(list)
    for item in observations:
        for label in item.sample.axes.labels():
            groups[label].append(item)
    return [(_axis(label), value) for label, items in sorted(groups.items())
            if (value := share(items, lambda o: float(not o.failures)))]  # fmt: skip


def _axis(label: str) -> str:
    name, _, value = label.partition(": ")
    return f"{AXES[name]}: {value}" if value else AXES[name]


def _trends(material: Material) -> list[tuple[str, list[float]]]:
    """Past runs of the same samples and scorers, oldest first, this one last."""
    now = material.run
    same = [run for run in material.history if run.comparable_with(now)]
    runs = [*same, now]
    series = [(LABELS[name], [run.metrics[name].value for run in runs if name in run.metrics]) for name in TREND]
    return [(label, points) for label, points in series if points]


def _failed(observations: Sequence[Observation]) -> list[dict[str, Any]]:
    """Every sample with a failure: what went in, what came out, and what was wrong."""
    rows = []
    for item in observations:
        missed = [SCORERS[name] for name, score in item.scores.items() if score == 0 and "@" not in name]
        if missed:
            answer = item.outcome.response
            rows.append({
                "sample": item.sample, "asked": asked(item.sample), "missed": missed,
                "rules": sorted({named.rule for named in missed}), "answer": answer, "shown": shown(item),
                "checks": [check for check in item.outcome.checks if check.verdict in ("fail", "review")],
                "sources": answer.sources if answer else (),
            })  # fmt: skip
    return rows


def asked(sample: Sample) -> str:
    """What a citizen (or an employee) wrote."""
    return sample.input.get("comment") or sample.input.get("post") or ""


def shown(item: Observation) -> str:
    """The draft that was judged, or all a citizen would read."""
    return item.sample.input["draft"] if item.sample.kind == "checks" else item.outcome.shown
