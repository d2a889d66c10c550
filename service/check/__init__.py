"""The checks: the same ones judge every draft, whoever wrote it. One function a rule."""

from __future__ import annotations

from service.check import conduct, duties, form, grounding, guidelines, language
from service.check.context import Judge, Subject, verdict
from service.domain import Check, Claim

JUDGES: dict[str, Judge] = {
    "A1": guidelines.speaks_as_municipality,
    "A2": guidelines.answers_the_question,
    "A3": guidelines.thanks_for_praise,
    "A4": guidelines.reply_is_called_for,
    "A5": guidelines.meets_criticism,
    "A6": guidelines.tone_fits,
    "A7": duties.no_name_on_general_answers,
    "A8": duties.name_on_professional_answers,
    "A9": duties.formal_enquiry_is_pointed_out,
    "A10": duties.politics_is_referred,
    "grounding": grounding.grounding,
    "promise": conduct.promise,
    "personal_data": conduct.personal_data,
    "length": form.length,
    "language": language.language,
    "hostility": conduct.hostility,
    "profile": form.profile,
    "plain_language": form.plain_language,
}


def stated(subject: Subject) -> tuple[Claim, ...]:
    """The draft's sentences held against its sources; none where that itself breaks."""
    try:
        return subject.stated
    except Exception:  # the grounding check breaks on the same text, and says so
        return ()


def check_draft(subject: Subject) -> tuple[Check, ...]:
    """Judge a draft by every rule. A check that itself breaks gives ``review``, never ``pass``."""
    return tuple(_guarded(rule, judge, subject) for rule, judge in JUDGES.items())


def _guarded(rule: str, judge: Judge, subject: Subject) -> Check:
    try:
        return judge(subject)
    except Exception:  # whatever breaks, a person must look
        return verdict(rule, "review", "Kontrollen sviktet; se over selv.")
