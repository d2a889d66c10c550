"""Scorers of triage: what a comment is, and what that led to."""

from __future__ import annotations

from evals.dataset import Sample
from evals.scorers.core import Outcome, Score, drafted, scorer, thanked


@scorer("politics gets no draft", "Politikk får ikke utkast", "A10", "political", "triage")
def _no_leak(sample: Sample, outcome: Outcome) -> Score:
    return float(not drafted(outcome)) if sample.expect.political else None


@scorer("politics is refused", "Politikk blir avvist med henvisning", "A10", "political", "triage")
def _refused(sample: Sample, outcome: Outcome) -> Score:
    return float(outcome.response.status == "refused") if sample.expect.political else None


@scorer("a plain comment is not refused", "Vanlige kommentarer blir ikke avvist", "A10", "political", "triage")
def _no_wall(sample: Sample, outcome: Outcome) -> Score:
    return None if sample.expect.political else float(outcome.response.status != "refused")


@scorer("a plain comment raises no political doubt", "Vanlige kommentarer gir ikke tvil", "A10", "missing_answer", "triage")
def _no_doubt(sample: Sample, outcome: Outcome) -> Score:
    return None if sample.expect.political else float(outcome.response.status_reason != "political_doubt")


@scorer("an emergency goes to a person", "Nødsituasjoner går til et menneske", "emergency", "other", "triage")
def _emergency(sample: Sample, outcome: Outcome) -> Score:
    return float(outcome.response.status_reason == "emergency") if "emergency" in sample.expect.intents else None


@scorer("formal enquiry is recognised", "Formelle henvendelser blir kjent igjen", "A9", "other", "triage")
def _formal(sample: Sample, outcome: Outcome) -> Score:
    return float(outcome.response.triage.formal_enquiry == sample.expect.formal_enquiry)


@scorer("need of reply", "Riktig om svar trengs", "A4", "not_needed", "triage")
def _reply(sample: Sample, outcome: Outcome) -> Score:
    return float(outcome.response.triage.reply == sample.expect.reply)


@scorer("sentiment", "Riktig stemning", "A5", "wrong_tone", "triage")
def _sentiment(sample: Sample, outcome: Outcome) -> Score:
    return float(outcome.response.triage.sentiment == sample.expect.sentiment)


@scorer("tone", "Riktig tone", "A6", "wrong_tone", "triage", "drafts")
def _tone(sample: Sample, outcome: Outcome) -> Score:
    answer = outcome.response
    if sample.kind == "drafts":
        return float(answer.draft.tone == sample.expect.tone) if answer.draft and sample.expect.tone else None
    return float(answer.triage.tone == sample.expect.tone)


@scorer("written form", "Riktig målform", "language", "wrong_language", "triage", "drafts")
def _language(sample: Sample, outcome: Outcome) -> Score:
    if sample.expect.language in (None, "other"):
        return None
    return float(outcome.response.triage.language == sample.expect.language)


@scorer("thanks for praise", "Takker for ros", "A3", "wrong_tone", "triage", "drafts")
def _thanks(sample: Sample, outcome: Outcome) -> Score:
    if sample.kind == "drafts":
        return float(thanked(outcome)) if sample.expect.thanks else None
    if "praise" not in sample.expect.intents or sample.expect.political:
        return None
    return float(drafted(outcome) and thanked(outcome))
