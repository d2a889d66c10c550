"""How two triages become one: the embedded one, which ran first, and a model's.

Source of the rule: decision record 0006. Certain politics from either side refuses; where the embedded one only doubted,
the model's word decides; where they contradict each other strongly, a person does. An emergency, abuse, personal data and
a formal enquiry count from either side.
"""

from __future__ import annotations

import re

from service.domain import QUESTION_INTENTS, SecondTriage, Triage

SURELY_NOT = 0.10
"""Below this chance the embedded triage is sure that a comment is not political: of 43 such development comments none is
(`python -m evals.benchmarks.joining`). A model that says otherwise contradicts it strongly, and a person looks."""
LESS_THAN_EVEN = 0.50
"""Up to this chance of politics a sure answer in the knowledge base settles the doubt: of 1,164 political comments by unread
writers 1 % had one, of the answerable questions a third of those that were doubted."""
_EITHER = ("emergency", "abuse")
_TALKS_TO_MODEL = re.compile(
    r"\b(ignore|disregard|forget|override|ignorer|ignorér|glem|gløym|se bort fra|sjå bort frå|overstyr)\b.{0,40}"
    r"\b(instru\w+|rules?|regl\w+|prompt\w*|beskjed\w*|previous|tidligere|tidlegare|over|above)\b|"
    r"\b(system ?prompt|systemmelding|ledetekst\w*|jailbreak|developer mode|you are now|du er nå en|du er no ein|"
    r"som en ai|as an ai|språkmodell\w*|language model|chatgpt|json|political\W{1,4}(false|true))\b|"
    r"(^|\n)[^\S\n]*(system|assistant|user|human|bruker|assistent)\s*:|<\||\[/?inst\]|</?[a-z_]+>|\{\{|\{%",
    re.IGNORECASE,
)
"""What is said to a machine and not to a municipality: after that the model's all-clear counts for nothing."""


def settle_doubt(decided: Triage, answered: bool) -> Triage:
    """The triage without its political doubt, where the comment asks for what the knowledge base surely answers."""
    asks = bool(set(decided.intents) & QUESTION_INTENTS) and decided.sentiment != "negative"
    if not (decided.political_doubt and answered and asks and decided.political_chance < LESS_THAN_EVEN):
        return decided
    doubted = [reason for reason in decided.reasons if not reason.startswith("Kan være politisk")]
    return decided.model_copy(update={
        "political_doubt": False,
        "reasons": (*doubted, "Kunne vært politisk, men spør om noe kunnskapsbasen har et sikkert svar på."),
    })  # fmt: skip


def join(first: Triage, second: SecondTriage, comment: str) -> Triage:
    """The triage that counts, from both. ``comment`` is what the citizen wrote, unmasked."""
    cleared = not second.political and not _TALKS_TO_MODEL.search(comment)
    political = first.political or (second.political and first.political_chance >= SURELY_NOT)
    doubt = not political and (second.political or (first.political_doubt and not cleared))
    formal = first.formal_enquiry or second.formal_enquiry
    added = [name for name in _EITHER if name in second.intents]
    added += ["personal_data"] if second.personal_data else []
    added += ["political"] if political else []
    added += ["case_handling"] if formal and not first.formal_enquiry else []
    intents = tuple(dict.fromkeys([*first.intents, *added]))
    reasons = [*first.reasons]
    if political and not first.political:
        reasons.append("Språkmodellen sier at den er politisk: vises til politisk nivå (regel A10).")
    elif doubt and second.political:
        reasons.append("Språkmodellen og sorteringen er uenige om den er politisk: et menneske må avgjøre.")
    rules = [*first.rules, *(["A10"] if political else []), *(["A9"] if formal else [])]
    return first.model_copy(update={
        "political": political, "political_doubt": doubt,
        "political_mixed": political and (first.political_mixed or second.mixed),
        "formal_enquiry": formal, "intents": intents, "reasons": tuple(reasons),
        "signature": None if political else first.signature,
        "reply": "required" if political or formal else first.reply,
        "rules": tuple(sorted(set(rules), key=lambda rule: int(rule[1:]))),
    })  # fmt: skip
