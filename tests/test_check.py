"""The checks: each rule passes what keeps it and fails what breaks it; nothing makes a check raise."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service import check
from service.check.context import Subject
from service.check.signature import signature_of
from service.domain import Triage
from service.requests import CheckRequest, Signer

SIGNER = Signer(name="Fullt Navn", title="enhetsleder", unit="Drift og utvikling")
PLAIN = Triage(
    language="nb", sentiment="neutral", intents=("service_question",), political=False, political_mixed=False,
    formal_enquiry=False, reply="required", signature="municipality", tone="factual", confidence=0.9, rules=(), reasons=(),
)  # fmt: skip
SOURCES = (("båt", "Overfarten tar rundt 70 minutter. Ring 52 75 01 00."),)


QUESTION = "Hvor lang tid tar båten?"


@pytest.fixture
def verdicts(services):
    def judge(draft: str, *, comment=QUESTION, sources=SOURCES, signer=None, channel="facebook", language="nb", **triage):
        subject = Subject(comment=comment, draft=draft, channel=channel, signer=signer, language=language, sources=sources,
                          triage=PLAIN.model_copy(update=triage), wording=services.wording)  # fmt: skip
        return {item.rule: item.verdict for item in check.check_draft(subject)}

    return judge


PRAISE = {"comment": "For en fin dag på fyret!", "intents": ("praise",), "sentiment": "positive"}
CRITICISM = {"comment": "Lyset har vært borte i to uker.", "intents": ("criticism",), "sentiment": "negative"}
JOKE = {"comment": "Er sauene med i kommunestyret? 😂", "tone": "humorous"}
WRITTEN = {"comment": "Kan bestefar få gravplass på øya?", "formal_chance": 0.2,
           "sources": (("grav", "Søknad om gravplass må sendes skriftlig til kirkevergen, Utsira kommune, 5547 Utsira."),)}  # fmt: skip
NAMED = {"signer": SIGNER, "signature": "named"}


@pytest.mark.parametrize(
    ("rule", "good", "bad", "given_"),
    [
        ("A1", "Overfarten tar 70 minutter.", "Jeg personlig synes turen er kort.", {}),
        ("A1", "Overfarten tar 70 minutter.", "Sjølv likar eg betre å fly, for min del.", {}),
        ("A2", "Overfarten tar 70 minutter.", "Havet er vakkert hele året, og vi er glade i det.", {}),
        ("A2", "Overfarten tar 70 minutter.", "Det er mange fine turstier på øya.", {}),
        ("A3", "Tusen takk!", "Fyret er åpent om sommeren.", PRAISE),
        ("A3", "Så koselig at du skriver det til oss!", "Det er notert.", PRAISE),
        ("A5", "Takk for at du sier fra.", "Det er ikke vårt problem.", CRITICISM),
        ("A5", "Det er leit, og vi melder feilen.", "Man må regne med litt mørke når man bor på en øy.", CRITICISM),
        ("A6", "Takk for at du sier fra.", "Haha, beklager 😄", CRITICISM),
        ("A6", "Nei, men de sier bæ til det meste 🐑", "Det vises til valgloven, jf. reglementets bestemmelser i henhold til vedtak.", JOKE),
        ("A7", "Hilsen Utsira kommune", "Hilsen Fullt Navn", {}),
        ("A7", "Hilsen Utsira kommune", "Med vennlig hilsen\nhavnesjefen", {}),
        ("A8", "Hilsen Fullt Navn, enhetsleder, Drift og utvikling", "Hilsen Fullt Navn", NAMED),
        ("A9", "Send en formell henvendelse til post@utsira.kommune.no.", "Det går sikkert fint.", {"formal_enquiry": True}),
        ("A9", "Send søknaden til post@utsira.kommune.no.", "Dette må behandles som en sak.", {"formal_enquiry": True}),
        ("A9", "Send søknaden til kirkevergen, Utsira kommune, 5547 Utsira.", "Klart det, da noterer vi det her.", WRITTEN),
        ("A9", "En bod på 14 kvm kan settes opp uten søknad.", "Klart det, da noterer vi at du får sette opp boden.",
         {"formal_enquiry": True, "sources": (("bod", "En bod på inntil 50 kvm kan settes opp uten søknad."),)}),
        ("A9", "Send søknaden til post@utsira.kommune.no.", "Du må søke, så nå noterer vi at du får sette opp boden.",
         {"formal_enquiry": True, "sources": (("bod", "Den som skal sette opp en bod, må søke. Boden kan ikke settes opp uten søknad."),)}),
        ("A10", "Ta kontakt med ordføreren.", "Vi håper det blir bygd.", {"political": True}),
        ("A10", "Kommunestyret vedtok det i mars.", "Heldigvis sa kommunestyret nei til den tåpelige planen.", {}),
        ("grounding", "Overfarten tar 70 minutter.", "Overfarten tar 90 minutter.", {}),
        ("promise", "Vi undersøker saken.", "Vi ordner det innen fredag.", {}),
        ("promise", "Du får svar når saken er behandlet.", "Send inn søknaden, så får du plassen, det er bare en formalitet.", {}),
        ("personal_data", "Ring 52 75 01 00.", "Ring 412 34 567.", {}),
        ("personal_data", "Ikke skriv fødselsnummer her.", "Skriv fødselsnummeret ditt her, så ser vi på det.", {}),
        ("personal_data", "Vi kan ikke svare på enkeltsaker her.", "Siden du går på sosialhjelp, har du fått støtte før.", {}),
        ("length", "a" * 280, "a" * 281, {"channel": "x"}),
        ("language", "Båten går ikke i dag.", "Båten går ikkje i dag, me veit ikkje kvifor.", {}),
        ("language", "Båten går ikkje i dag.", "Båten går ikke i dag, vi vet ikke hvorfor.", {"language": "nn"}),
        ("language", "Noen tar telefonen hver dag.", "Nokon tar telefonen hver dag.", {}),
        ("hostility", "Takk for spørsmålet.", "Det var et dumt spørsmål.", {}),
        ("hostility", "Takk for spørsmålet.", "Folk som deg burde holde seg på fastlandet.", {}),
    ],
)
def test_each_rule_passes_what_keeps_it_and_fails_what_breaks_it(verdicts, rule, good, bad, given_):
    assert verdicts(good, **given_)[rule] in ("pass", "not_applicable")
    assert verdicts(bad, **given_)[rule] == "fail"



def test_a_check_that_breaks_gives_review_and_never_pass(verdicts, monkeypatch):
    def broken(_subject):
        raise RuntimeError

    monkeypatch.setitem(check.JUDGES, "A1", broken)
    assert verdicts("Hei")["A1"] == "review"


@pytest.mark.parametrize("number", ["52750100", "52 75 01 00"])
def test_a_number_written_otherwise_is_the_same_number(verdicts, number):
    assert verdicts(f"Ring {number}.")["grounding"] == "pass"


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(draft=st.text(min_size=1, max_size=400), formal=st.booleans(), political=st.booleans())
def test_no_text_makes_a_check_raise_and_spans_lie_inside_it(services, draft, formal, political):
    subject = Subject(comment="Hei", draft=draft, channel="x", signer=SIGNER, language="nb", sources=SOURCES, wording=services.wording,
                      triage=PLAIN.model_copy(update={"formal_enquiry": formal, "political": political}))  # fmt: skip
    for judge in check.JUDGES.values():
        found = judge(subject)
        if found.span:
            assert 0 <= found.span[0] < found.span[1] <= len(draft)


@pytest.mark.parametrize(
    ("draft", "text", "person", "title"),
    [
        ("Hei!\n\nHilsen Utsira kommune", "Utsira kommune", None, None),
        ("Hei!\n\nMed vennlig hilsen\nFullt Navn\nrektor", "Fullt Navn\nrektor", "Fullt Navn", "rektor"),
        ("Hi!\n\nKind regards, Utsira municipality", "Utsira municipality", None, None),
        ("Takk!\n\nFullt Navn, kulturkonsulent", "Fullt Navn, kulturkonsulent", "Fullt Navn", "kulturkonsulent"),
        ("Vi sender hilsenen din videre til dem på kaia.", "", None, None),
    ],
)
def test_the_signature_is_told_from_the_reply(draft, text, person, title):
    found = signature_of(draft)
    assert (found.text, found.person, found.title) == (text, person, title)
    assert draft[: found.start].strip() == draft.split("\n\n")[0].strip()


@pytest.mark.parametrize(
    ("draft", "reply", "text", "person"),
    [
        ("Ja, lørdag kl. 11–14. Velkommen! Hilsen Kari Nordmann, bibliotekar", "Ja, lørdag kl. 11–14. Velkommen!",
         "Kari Nordmann, bibliotekar", "Kari Nordmann"),
        ("Så kjekt 📚 Helsing Utsira kommune", "Så kjekt 📚", "Utsira kommune", None),
        ("Kontoret er åpent. Mvh. Utsira kommune", "Kontoret er åpent.", "Utsira kommune", None),
        ("It is closed in winter. Utsira kommune", "It is closed in winter.", "Utsira kommune", None),
        ("Send en hilsen til oss. Vi svarer raskt.", "Send en hilsen til oss. Vi svarer raskt.", "", None),
    ],
)  # fmt: skip
def test_a_signature_on_the_last_line_of_the_reply_is_a_signature(draft, reply, text, person):
    found = signature_of(draft)
    assert (draft[: found.start].strip(), found.text, found.person) == (reply, text, person)


def test_a_name_under_a_general_answer_fails_wherever_it_stands(verdicts):
    assert verdicts("Ja, lørdag kl. 11–14. Velkommen! Hilsen Kari Nordmann, bibliotekar")["A7"] == "fail"


@pytest.mark.parametrize(
    ("comment", "draft", "verdict"),
    [
        ("Ka tid e biblioteket åbent, å ka koste det?", "Biblioteket er åpent hver onsdag fra klokka tolv, og det koster ingenting.", "pass"),
        ("Ka tid e biblioteket åbent, å ka koste det?", "Biblioteket er ope kvar onsdag frå klokka tolv, og det kostar ingenting.", "pass"),
        ("Eg har ikkje sett rekningå for bossdunken i år. Når kjem ho?",
         "Biblioteket er åpent hver onsdag fra klokka tolv, og det koster ingenting.", "pass"),
        ("Jeg lurer på når biblioteket er åpent, og hvor jeg kan levere bøker?", "Hehe, det er åpent kl. 12 hver onsdag.", "pass"),
        ("Kva tid er biblioteket ope, og kvar kan eg levere bøkene mine?", "Haha! Det er ope kl. 12 kvar onsdag.", "pass"),
        ("Kva tid er biblioteket ope, og kvar kan eg levere bøkene mine?",
         "Biblioteket er åpent hver onsdag fra klokka tolv, og det koster ingenting.", "fail"),
        ("Jeg lurer på når biblioteket er åpent, og hvor jeg kan levere bøker?",
         "Biblioteket er ope kvar onsdag frå klokka tolv, og det kostar ingenting.", "fail"),
    ],
)  # fmt: skip
def test_dialect_may_be_answered_in_either_written_form(services, comment, draft, verdict):
    found = services.check(CheckRequest(comment=comment, draft=draft, sources=[]))
    assert next(item for item in found.checks if item.rule == "language").verdict == verdict
