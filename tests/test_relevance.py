"""Which sentences of the sources answer what is asked, and what a draft tells of them (rules A2 and A9)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.check.relevance import TELLING, fitness, held, parts, telling
from service.requests import CheckRequest

SENTENCES = ["Bassenget er åpent onsdag kl. 17–19.", "Inngangen koster 40 kroner.", "Barn under 10 år må ha følge av en voksen."]
POOL = " ".join(SENTENCES)
RAFT = (
    "Badstuflåter må det søkes om. Skriftlig søknad sendes til post@utsira.kommune.no. Behandlingstiden er inntil 12 uker."
)


def subject(services, comment: str, draft: str, text: str):
    source = {"id": "kilde", "title": "Kilde", "text": text}
    request = {"comment": comment, "draft": draft, "channel": "facebook", "sources": [source]}
    return services.subject(CheckRequest.model_validate(request))


@pytest.mark.parametrize(
    ("comment", "asked"),
    [
        ("Når åpner bassenget, og hva koster det?", ("Når åpner bassenget", "hva koster det?")),
        ("Ka tid går båten? Kan eg ta med hund?", ("Ka tid går båten?", "Kan eg ta med hund?")),
        ("When does it open and can I bring a dog?", ("When does it open", "can I bring a dog?")),
        ("For en solnedgang dere har!", ("For en solnedgang dere har!",)),
    ],
)
def test_a_comment_is_cut_into_what_it_asks(comment, asked):
    assert parts(comment) == asked


def test_of_the_sentences_the_one_that_gives_what_is_asked_is_the_likeliest(services):
    learned = services.wording.answering

    def likeliest(asked: str) -> int:
        chances = learned.chances_of(fitness(asked, SENTENCES))["answers"]
        return chances.index(max(chances))

    assert [likeliest(asked) for asked in ("Når er bassenget åpent?", "Hva koster det å bade?", "Må barn ha en voksen med?")] == [0, 1, 2]


def test_what_the_citizen_said_is_not_told_by_the_draft(services):
    told = {item.text: item.told for item in held(subject(services, "Hva koster bassenget?", "Det koster førti kroner.", POOL))}
    assert told["Inngangen koster 40 kroner."] > 0.5
    assert told["Bassenget er åpent onsdag kl. 17–19."] < 0.3


def test_the_same_facts_answer_one_question_and_leave_another_open(services):
    draft = "Hei! Inngangen koster 40 kroner.\n\nHilsen Utsira kommune"
    asked, other = (subject(services, comment, draft, POOL).breaches["A2"] for comment in ("Hva koster det å bade?", "Når er bassenget åpent?"))
    assert asked < other


def test_half_an_answer_is_less_than_a_whole(services):
    comment = "Når er bassenget åpent, og hva koster det?"
    half, whole = (
        subject(services, comment, f"Hei! {text}\n\nHilsen Utsira kommune", POOL).breaches["A2"]
        for text in ("Det er åpent onsdag kl. 17–19.", "Det er åpent onsdag kl. 17–19, og det koster 40 kroner.")
    )
    assert whole < half


@pytest.mark.parametrize(
    ("draft", "broken"),
    [
        ("Hei! Flåten må du søke om, skriftlig, til post@utsira.kommune.no. Svaret tar inntil 12 uker.", False),
        ("Hei! Flåten må du søke om, og svaret tar inntil 12 uker. Lykke til!", True),
        ("Hei! En flåte er en fin idé, og 12 uker går fort.", True),
    ],
)
def test_a_case_is_told_where_it_must_be_sent(services, draft, broken):
    found = subject(services, "Kan jeg få et ja til en badstuflåte i vika?", f"{draft}\n\nHilsen Utsira kommune", RAFT)
    assert (found.breaches["A9"] >= 0.5) == broken


def test_telling_says_what_is_met_and_what_is_not():
    found = telling([[0.9, 0.1], [0.1, 0.8]], [1.0, 0.0])
    assert found["met"] == pytest.approx(0.9)
    assert found["unmet"] == pytest.approx(0.8 * 0.9)
    assert found["one met, one unmet"] == pytest.approx(found["met"] * found["unmet"])
    assert found["likelier than told"] == 0
    assert telling([[0.9, 0.1]], [0.0, 1.0])["told beside the point"] == pytest.approx(0.8)


@given(st.lists(st.lists(st.floats(0.01, 1), min_size=3, max_size=3), max_size=3), st.lists(st.floats(0, 1), min_size=3, max_size=3))
def test_every_figure_is_there_and_none_is_endless(chances, told):
    found = telling(chances, told)
    assert tuple(found) == TELLING
    assert all(0 <= value <= max(1, len(chances)) for value in found.values())


@given(st.text(max_size=200), st.lists(st.text(max_size=80), min_size=1, max_size=4))
def test_any_text_can_be_weighed(comment, sentences):
    for asked in parts(comment):
        assert len(fitness(asked, sentences)) == len(sentences)
