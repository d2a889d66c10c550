"""Values in a text: what is written differently is read the same, and what differs is not."""

from __future__ import annotations

import json

import pytest

from service.check import reading
from service.check.reading import is_english, read
from service.check.values import agree
from service.config import ROOT
from service.norwegian import lowered, placed, sentences


def values(text: str):
    return [value for value in read(text, is_english(text)) if not value.weak]


def matches(draft: str, source: str) -> bool:
    held = read(source, is_english(source))
    return all(any(agree(value, other) for other in held) for value in values(draft)) and bool(values(draft))


@pytest.mark.parametrize(
    ("draft", "source"),
    [
        ("Det er åpent til klokka ti.", "Det er åpent til 10.00."),
        ("Båten går halv elleve.", "Båten går 10:30."),
        ("Båten går kvart over seks om kvelden.", "Båten går 18.15."),
        ("Vi opnar kvart på sju.", "Vi opnar 06.45."),
        ("Telefonen er åpen fra ni til halv tre.", "Telefonen er åpen 09–14.30."),
        ("Kafeen er open frå elleve til sju om kvelden.", "Kafeen er open 11–19."),
        ("The ferry leaves at a quarter to seven.", "Første båt går 06.45."),
        ("The shop is open from half past six until six in the evening.", "The shop is open 06.30–18.00."),
        ("On Sundays at one o'clock.", "Sundays at 13.00."),
        ("The museum is open 12 to 4 pm.", "Museet er åpent 12–16."),
        ("Fristen er den første mai.", "Fristen er 1. mai."),
        ("You will have an answer by the first of March.", "Svar kommer 1. mars."),
        ("Vi er her 27. og 28. desember.", "Vi er her 27. desember og 28. desember."),
        ("Båten går ikke 1. juledag.", "Båten går ikke 25. desember."),
        ("Vi holder åpent i september.", "Vi holder åpent 14. september."),
        ("Åpent på hverdager.", "Åpent mandag til fredag."),
        ("Ope tysdag.", "Åpent mandag–torsdag."),
        ("Det er 211 innbyggere.", "Det er tohundreogelleve innbyggere."),
        ("Det er trehundreogti arter.", "Det er 310 arter."),
        ("Rammen er fire og en halv million kroner.", "Rammen er 4,5 millioner kroner."),
        ("Prisen er to tusen fem hundre kroner.", "Prisen er 2 500 kroner."),
        ("Det koster en hundrelapp.", "Det koster 100 kr."),
        ("It costs a hundred kroner.", "Det koster 100 kroner."),
        ("Det kostar femti kroner stykket.", "Det kostar 50 kroner per stykk."),
        ("Turen tek ein time og ti.", "Turen tek 70 minutt."),
        ("Det tar halvannen time.", "Det tar 90 minutter."),
        ("Fristen er fjorten dager.", "Fristen er to uker."),
        ("Papirene ligger ute sju dager før.", "Papirene ligger ute en uke før."),
        ("Stien er 1,2 km.", "Stien er 1 200 meter."),
        ("Det blåser 20 m/s.", "Det blåser 20 meter per sekund."),
        ("Boden er 50 m².", "Boden er 50 kvadratmeter."),
        ("Søsken får tretti prosent rabatt.", "Søsken får 30 % rabatt."),
        ("Barn under femten reiser gratis.", "Barn under 15 år reiser gratis."),
        ("Ring 52750100.", "Ring +47 52 75 01 00."),
        ("Se https://www.utsira.kommune.no/klima.", "Se utsira.kommune.no/klima"),
    ],
)
def test_a_value_written_otherwise_is_the_same_value(draft, source):
    assert matches(draft, source)


@pytest.mark.parametrize(
    ("draft", "source"),
    [
        ("Det koster 160 euro.", "Det koster 160 kroner."),
        ("Det koster hundre kroner timen.", "Det koster 100 kroner dagen."),
        ("Satsen er 4 prosent.", "Satsen er 4 promille."),
        ("Det går med 14 000 kilo.", "Det går med 14 000 tonn."),
        ("Fristen er tre uker.", "Fristen er tre dager."),
        ("Stien er 12 km.", "Stien er 1,2 km."),
        ("Turen tek ein time og førti.", "Turen tek 70 minutt."),
        ("Båten går sju om morgenen.", "Båten går 19.00."),
        ("Båten går halv elleve.", "Båten går 11.30."),
        ("Åpent på hverdager.", "Åpent mandag til torsdag."),
        ("Fristen er 30. september.", "Fristen er 30. august."),
        ("Båten går 1. juledag.", "Båten går 2. juledag."),
        ("Vi tar imot 1. september.", "Vi tar imot i september."),
        ("Ring 52 75 10 00.", "Ring 52 75 01 00."),
        ("Skriv til klage@utsira.kommune.no.", "Skriv til post@utsira.kommune.no."),
    ],
)
def test_a_value_that_differs_is_another_value(draft, source):
    assert not matches(draft, source)


@pytest.mark.parametrize("text", ["Tusen takk for praten!", "Det er en fin dag.", "Jeg tar det med én gang.", "God jul!", "B10"])
def test_courtesy_and_articles_state_no_value(text):
    assert not values(text)


def test_a_word_that_begins_no_value_is_passed_over_without_loss(monkeypatch):
    """Every development draft and its sources, read with and without the short cut."""
    lines = (ROOT / "evals" / "samples" / "checks.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row["input"] for row in map(json.loads, lines) if row["split"] == "dev"][::9]
    texts = [text for row in rows for text in (row["draft"], *(source["text"] for source in row["sources"] or ()))]
    quick = [read.__wrapped__(text, is_english(text)) for text in texts]
    monkeypatch.setattr(reading, "_begins", lambda token: True)
    assert quick == [read.__wrapped__(text, is_english(text)) for text in texts]
    assert sum(map(len, quick)) > 1_000


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Så gøy! 🏊 Stigen tas inn i oktober.", ["Så gøy! 🏊", "Stigen tas inn i oktober."]),
        ("Så kjekt at de song med 😄 Hugs kl. 10.", ["Så kjekt at de song med 😄", "Hugs kl. 10."]),
        ("Åpent kl. 10. Velkommen ❤️", ["Åpent kl. 10.", "Velkommen ❤️"]),
        ("Vi (altså 😂 vi) ler.", ["Vi (altså 😂 vi) ler."]),
    ],
)
def test_emoji_close_a_sentence_and_are_none_of_their_own(text, cut):
    assert sentences(text) == cut
    assert [text[start:end] for start, end in placed(cut, text)] == cut


@pytest.mark.parametrize("text", ["ÅPENT hele døgnet", "İstanbul og ẞ", "K (kelvin)"])
def test_a_lowered_text_keeps_every_character_in_its_place(text):
    assert len(lowered(text)) == len(text)
