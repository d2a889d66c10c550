"""A run in words: the lines on the terminal, Markdown for a pull request, JUnit for CI."""

from __future__ import annotations

import xml.etree.ElementTree as xml
from collections.abc import Iterator, Sequence

from evals.gate import Finding, opens
from evals.report import HEAD, LABELS, REASONS, Material, interval, percent

ALL_HELD = "ÅPEN: alle krav er holdt."
NO_BOUNDS = "Det er ikke satt krav til denne kjøringen."


def lines(material: Material) -> Iterator[str]:
    """What a person at a terminal needs: what broke and by how much first, then the head figures."""
    broken = [finding for finding in material.found if not finding.held]
    yield f"STENGT: {len(broken)} krav er ikke holdt." if broken else ALL_HELD if material.found else NO_BOUNDS
    yield from (f"  {finding.text}" for finding in broken)
    yield verdict(material)
    for name, label in LABELS.items():
        value = material.run.metrics.get(name)
        if value:
            yield f"{percent(value.value):>8}  {label} ({interval(value)}; {value.n} prøver{_ceiling(value)})"
    yield f"{len(material.observations)} prøver på {material.run.seconds:g} sekunder."
    if material.run.unmeasured:
        yield "Ikke målt: " + "; ".join(material.run.unmeasured)


def verdict(material: Material) -> str:
    """Better, worse or the same as the baseline, in one line."""
    if material.incomparable:
        return material.incomparable
    if not material.comparisons:
        return "Ingen kjøring å sammenligne med."
    counts = {}
    for item in material.comparisons:
        counts.setdefault(item.verdict, []).append(item.name)
    for worst in ("REGRESSED", "IMPROVED"):
        if worst in counts:
            return f"{worst}: {', '.join(counts[worst])}"
    unsure = counts.get("INCONCLUSIVE", [])
    return f"INCONCLUSIVE: {', '.join(unsure)}" if unsure else "NO EFFECT: ingen forskjell fra forrige godkjente kjøring."


def _ceiling(value) -> str:
    return ", i taket" if value.at_ceiling else ""


def markdown(material: Material) -> str:
    """The summary for a pull request."""
    run, rows = material.run, []
    rows += [f"# Evaluering: {'åpen' if opens(material.found) else 'stengt'}", ""]
    rows += [f"- {finding.text}" for finding in material.found if not finding.held]
    rows += ["", verdict(material), "", "| Hva | Andel | 95 % intervall | Prøver |", "| --- | ---: | --- | ---: |"]
    figures = [(label, run.metrics[name]) for name, label in HEAD.items() if name in run.metrics]
    rows += [f"| {label} | {percent(value.value)} | {interval(value)} | {value.n} |" for label, value in figures]
    rows += ["", "| Grunn til å avvise | Prøver |", "| --- | ---: |"]
    rows += [f"| {REASONS[reason]} (`{reason}`) | {count} |" for reason, count in run.failures.items()]
    rows += ["", "Ikke målt: " + ("; ".join(run.unmeasured) or "ingenting"), ""]
    return "\n".join(rows)


def junit(found: Sequence[Finding], seconds: float) -> str:
    """Every condition of the gate as a JUnit test case."""
    broken = [finding for finding in found if not finding.held]
    numbers = {"tests": str(len(found)), "failures": str(len(broken)), "time": str(seconds)}
    suite = xml.Element("testsuite", name="svarutkast eval", **numbers)
    for finding in found:
        case = xml.SubElement(suite, "testcase", classname="gate", name=finding.name)
        if not finding.held:
            xml.SubElement(case, "failure", message=finding.text)
    xml.indent(suite)
    return xml.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"
