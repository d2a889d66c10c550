"""What follows from a source in other words and figures is borne out by it, and the like that does not follow fails."""

from __future__ import annotations

import pytest

from service.check.evidence import SEPARATOR
from service.check.grounding import grounding
from tests.test_grounding import subject

PLAIN = "Hva gjelder?"


def verdicts(source: str, right: str, wrong: str, comment: str = PLAIN) -> tuple[str, str]:
    sources = tuple((f"kilde {at}", f"Tittel{SEPARATOR}{text}") for at, text in enumerate(source.split(" // ")))
    return tuple(grounding(subject(draft, sources=sources, comment=comment)).verdict for draft in (right, wrong))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        ("Gebyret for hytter er 1 850 kroner, for helårshus 4 200 kroner.",
         "For hytter er gebyret 1 850 kroner.", "For hytter er gebyret 4 200 kroner."),
        ("Dybden er 3,1 meter ved ytre ende av brygga og 2,2 meter innerst ved land.",
         "Det er 2,2 meter innerst ved land og 3,1 meter ved ytre ende av brygga.",
         "Det er 3,1 meter innerst ved land og 2,2 meter ved ytre ende av brygga."),
        ("Treverk koster 250 kroner per henger. Hageavfall koster 4 kroner per kilo.",
         "Treverk koster 250 kroner hengeren.", "Treverk koster 250 kroner per kilo."),
        ("Gebyret er 440 kroner per dag.", "Gebyret er 440 kroner dagen.", "Gebyret er 440 kroner til sammen."),
        ("The house costs NOK 1,800 a night.", "The house costs NOK 1,800 per night.", "The house costs NOK 1,800 per person per night."),
    ],
)  # fmt: skip
def test_a_price_belongs_to_its_thing_and_is_counted_as_the_source_counts_it(source, right, wrong):
    assert verdicts(source, right, wrong) == ("pass", "fail")


@pytest.mark.parametrize(
    ("source", "right", "wrong"),
    [
        ("Vakttelefonen er betjent hele døgnet.", "Vakttelefonen er betjent dag og natt.", "Vakttelefonen er betjent på dagtid."),
        ("Vakttelefonen er betjent kl. 8–15.", "Vakttelefonen er betjent på dagtid.", "Vakttelefonen er betjent natt og dag."),
        ("Biblioteket er åpent torsdag kl. 16–19.",
         "Torsdag er biblioteket åpent i tre timer fra klokka fire.", "Torsdag er biblioteket åpent i 4 timer fra klokka fire."),
        ("Tents may stay for no more than two nights.", "Tents may stay two nights at most.", "Tents may stay three nights at most."),
        ("Meld fra senest seks uker før.", "Meld fra minst seks uker før.", "Meld fra minst fire uker før."),
        ("Utstillingen er åpen torsdag og fredag kl. 15–19 og lørdag og søndag kl. 12–16.",
         "Utstillingen er åpen torsdag til søndag.", "Utstillingen er åpen onsdag til søndag."),
        ("Kontoret er åpent tirsdag til torsdag.", "Mandager er kontoret stengt.", "Tirsdager er kontoret stengt."),
        ("Båndtvangen gjelder til og med 20. august.",
         "Fra og med 21. august er båndtvangen over.", "Båndtvangen gjelder til og med 22. august."),
        ("Båndtvangen gjelder til og med 31. oktober.", "Båndtvangen varer til november.", "Båndtvangen varer til desember."),
        ("Legen er her hver tirsdag i partallsuker.",
         "Legen er her annenhver tirsdag, i partallsuker.", "Legen er her annenhver tirsdag, i oddetallsuker."),
    ],
)  # fmt: skip
def test_times_and_days_that_follow_are_the_sources(source, right, wrong):
    assert verdicts(source, right, wrong) == ("pass", "fail")


@pytest.mark.parametrize(
    ("comment", "source", "right", "wrong"),
    [
        ("Kan jeg søke? Jeg blir 15 i juni.", "Søknadsfristen er 15. april.", "Søk innen 15. april.", "Søk innen 15. mai."),
        ("Our two are 5 and 8.", "The path is 1.5 km and takes half an hour.",
         "With an eight-year-old the path takes half an hour.", "With an eight-year-old the path takes an hour and a half."),
        ("Vi holder fest 12. juli.", "Søknaden sendes senest tre uker før festen.",
         "Søknaden sendes innen 21. juni.", "Søknaden sendes innen 28. juni."),
        ("Vi skal på tur på søndag.", "Plass til bil må bestilles senest dagen før.",
         "Plass til bil må bestilles senest lørdag.", "Plass til bil må bestilles senest fredag."),
        ("Trenger vi det for tre dager?", "Søknaden sendes senest fire uker før.",
         "Også for tre dager må søknaden sendes, senest fire uker før.", "Søknaden sendes senest tre dager før."),
    ],
)  # fmt: skip
def test_what_follows_from_the_citizens_own_figures(comment, source, right, wrong):
    good, bad = verdicts(source, right, wrong, comment)
    assert good != "fail"
    assert bad != "pass"


@pytest.mark.parametrize(
    ("source", "right"),
    [
        ("Biblioteket har flyttet på grunn av oppussing.", "Biblioteket har flyttet fordi det pusses opp."),
        ("Plassen er flyttet på grunn av gravearbeid.", "Plassen er flyttet på grunn av graving."),
        ("Du trenger ikke søke om platting uten tak.", "Platting uten tak trenger du ikke søke om."),
        ("Er dunken ikke tømt, meldes det til renovasjonsselskapet.", "Meld fra til renovasjonsselskapet."),
        ("Neste tur er ikke satt opp.", "Neste tur er ikke satt opp ennå."),
        ("Juletreet hentes mandag. Pynt og fot må være fjernet.", "Juletreet hentes mandag, uten pynt og uten fot."),
        ("Klubben er stengt til 14. mars fordi det mangler vakter.", "Klubben mangler vakter og holder stengt til 14. mars."),
        ("Språkkafeen er gratis, og påmelding er ikke nødvendig.", "Språkkafeen har ingen påmelding og koster ingenting."),
        ("Legg ikke ved helseopplysninger. Skriv bare at du ønsker å bli oppringt, uten helseopplysninger.",
         "Skriv at du ønsker å bli oppringt, men ikke ta med helseopplysninger."),
        ("Kommunen brøyter ikke private veier.", "Private veier må dere brøyte selv."),
        ("Helsestasjonen legges ikke ned.", "Helsestasjonen består."),
        ("The office is open all days in June, July and August.", "At other times of the year the office is closed on Sundays."),
    ],
)  # fmt: skip
def test_the_same_in_other_words_is_no_contradiction(source, right):
    assert verdicts(source, right, right)[0] != "fail"


def test_two_numbers_in_their_own_places_are_no_mistake():
    source = "Time bestilles på telefon 52 75 01 80. // Har du sterke smerter, ring klinikken på telefon 52 75 01 85."
    right = "Ring 52 75 01 80 for å få time. Får du sterke smerter, ringer du klinikken på 52 75 01 85."
    wrong = "Ring 52 75 01 85 for å få time. Får du sterke smerter, ringer du klinikken på 52 75 01 80."
    assert verdicts(source, right, wrong, "Jeg har mistet en plombe og vet ikke hvor jeg skal ringe.") == ("pass", "fail")
