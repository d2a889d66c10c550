"""Advice to an employee: its shape, and what is read of each rule of part B."""

from __future__ import annotations

from typing import NamedTuple

from service.domain import Value, Verdict


class Advisory(Value):
    """Advice by one rule of part B. ``span`` is [start, end) in the post, in characters; ``suggestion`` is what to do."""

    rule: str
    verdict: Verdict
    why: str
    span: tuple[int, int] | None = None
    suggestion: str | None = None


class Advice(Value):
    """Advice on a planned post: ``flags`` are the rules to think of first; ``ok`` is true when no verdict is ``fail``."""

    flags: tuple[str, ...]
    advice: tuple[Advisory, ...]
    ok: bool



class AdviceText(NamedTuple):
    """``why`` the rule is raised, the ``suggestion``, and what is said when there is nothing to remark."""

    why: str
    suggestion: str
    fine: str


ENCOURAGED = "Skriv gjerne! Det er kjekt når ansatte er med i samtalen."

TEXTS: dict[str, AdviceText] = {
    "B1": AdviceText("Delta gjerne, men se på rådene under først.", "", ENCOURAGED),
    "B2": AdviceText(
        "Innlegget kan såre noen. Opptre på nett som ellers i hverdagen.",
        "Spør deg selv om du ville sagt det samme ansikt til ansikt. Si heller hva saken gjelder, uten å henge ut noen.",
        "Tonen er grei.",
    ),
    "B3": AdviceText(
        "Det kan se ut som om stillingen din blir brukt til egen fordel, eller for å legge press på noen.",
        "La private saker og rollen i kommunen være hver for seg.",
        "Rollen som ansatt blir ikke misbrukt.",
    ),
    "B4": AdviceText(
        "Dette gjelder privat kontakt med elever, brukere eller pårørende.",
        "Tenk over om kontakten bør være her. Saker hører hjemme på telefon eller i fagsystemet, ikke på meldinger.",
        "Handler ikke om kontakt med brukere eller pårørende.",
    ),
    "B5": AdviceText(
        "Noen kan bli gjenkjent, eller noe fra jobben kommer ut. På Utsira er alder, sted og tid nok, også uten navn.",
        "Taushetsplikten gjelder her også. Ta ut alt som peker mot én person eller én sak, eller la være å legge det ut.",
        "Ingen ser ut til å kunne bli gjenkjent.",
    ),
    "B6": AdviceText(
        "Du skriver om arbeidsplassen din uten at leserne ser at du jobber der.",
        "Vær åpen: skriv at du jobber i kommunen når det handler om jobben.",
        "Det er åpent hvor du jobber, eller det har ikke noe å si her.",
    ),
    "B7": AdviceText(
        "Det kan leses som om du uttaler deg på vegne av kommunen.",
        "Du har ytringsfrihet. Legg til at dette er din egen mening, og skriv «jeg» i stedet for «vi i kommunen».",
        "Det er tydelig at du snakker for deg selv.",
    ),
    "B8": AdviceText(
        "Du svarer på noe som er en henvendelse til kommunen.",
        "La dem som administrerer kommunens kontoer svare. Vis til kommunens side eller 52 75 01 00, og si fra internt.",
        "Svarer ikke i stedet for kommunen.",
    ),
    "B9": AdviceText(
        "Dette kan du komme til å angre på, og det er vanskelig å slette.",
        "Vent til i morgen, og les det en gang til før du legger det ut.",
        "Ikke noe som ser ut til å bli angret på.",
    ),
    "B10": AdviceText(
        "Du virker i tvil om dette bør legges ut.",
        "Spør først: send en e-post til webansvarlig, {web_editor}.",
        "Er du i tvil om noe, så spør webansvarlig.",
    ),
}
