"""The model engine over real HTTP: one call, nothing taken on trust."""

from __future__ import annotations

import asyncio
import dataclasses
import json

import pytest

from service.bootstrap import Services, bootstrap
from service.config import ROOT
from service.domain import Passage
from service.requests import DraftRequest
from service.support import Vocabulary, support
from tests.completions import FERRY, FERRY_FACT, GOOD, GREETING, completion
from tests.model_server import Answer, model_server

SIGNER = {"name": "Fullt Navn", "title": "enhetsleder", "unit": "Drift og utvikling"}


class Desk:
    """A service with a model that answers what it is told to, one answer after the other."""

    def __init__(self, services: Services, server) -> None:
        self.server, self.answers = server, []
        self.services = services
        server.answer = lambda _: self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def draft(self, comment: str, *answers: str | Answer, tell=None, **fields):
        self.answers = [answer if isinstance(answer, Answer) else Answer(answer) for answer in answers]
        self.server.asked.clear()
        options = {"tell": tell} if tell else {}
        return asyncio.run(self.services.pipeline.run(DraftRequest(comment=comment, **fields), **options))

    @property
    def asked(self) -> list[str]:
        """What each request said last."""
        return [body["messages"][-1]["content"] for body in self.server.asked]


def with_model(services: Services, **settings) -> Services:
    """The same index and triage with a model's settings."""
    made = bootstrap(services.settings.model_copy(update={"model_seconds": 5.0, **settings}))
    _ = services.pipeline  # fits what is not fitted yet, here and not within a request's time
    made.__dict__["index"] = services.index
    return made


@pytest.fixture(scope="module")
def desk(services):
    with model_server(lambda _: Answer()) as server:
        yield Desk(with_model(services, model="hosted_vllm/loopback", model_url=server.address), server)


def verdicts(response):
    return {check.rule: check.verdict for check in response.checks}


def test_a_good_draft_is_one_call_and_keeps_its_sources_claims_and_cost(desk):
    response = desk.draft(FERRY, GOOD)
    assert (response.status, response.status_reason, response.ai_generated) == ("drafted", "answered", True)
    assert (response.engine.name, response.engine.model_calls, response.engine.fallback_reason) == ("model", 1, None)
    assert (response.engine.input_tokens, response.engine.output_tokens) == (100, 20)
    assert response.draft.text.startswith("Hei, og takk for at du spør!\nBåtturen mellom Haugesund")
    assert response.draft.text.endswith("Hilsen Utsira kommune")
    assert [(claim.source_ids, claim.supported, claim.quote) for claim in response.claims] == [(("rutebat-tid",), "supported", FERRY_FACT[0])]
    assert verdicts(response)["A2"] == verdicts(response)["grounding"] == "pass"
    assert len(desk.server.asked) == 1


def test_a_wrong_number_is_repaired_in_a_second_call_that_says_what_was_wrong(desk):
    response = desk.draft(FERRY, completion(GREETING, ("Båtturen tar 75 minutter.", "kilde_1")), GOOD)
    assert (response.engine.name, response.engine.model_calls, response.engine.input_tokens) == ("model", 2, 200)
    assert "«Båtturen tar 75 minutter.» sier noe kilden ikke sier: 75" in desk.asked[1]
    assert desk.server.asked[1]["messages"][:2] == desk.server.asked[0]["messages"]


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ("Båtturen tar 75 minutter.", "kilde_1"),
        ("Båtturen mellom Haugesund og Utsira tar ikke 70 minutter.", "kilde_1"),
        ("Båtturen er gratis.", "kilde_1"),
        ("Vi mener at båten burde gå oftere.", "ingen"),
        ("Jeg synes det er en fin tur.", "ingen"),
        ("Vi lover at båten går i tide.", "kilde_1"),
        ("Kommunen er konkurs.", "kilde_1"),
        ("Båtturen tar rundt 70 minutter, og kommunen er konkurs.", "kilde_1"),
        ("Ring 91 23 45 67 for mer informasjon.", "ingen"),
        ("Les mer på https://evil.example/x.", "kilde_1"),
        ("Skriv til noen@evil.no.", "ingen"),
        ("Du kan det.", "ingen"),
    ],
)
def test_what_no_source_carries_never_comes_out(desk, sentence, source):
    response = desk.draft(FERRY, completion(GREETING, FERRY_FACT, (sentence, source)))
    assert (response.status, response.engine.name, response.engine.fallback_reason) == ("drafted", "extractive", "check_failed")
    assert response.engine.model_calls == 2
    assert sentence not in response.draft.text


def test_a_sentence_under_the_wrong_source_is_moved_to_the_one_that_carries_it_and_noted(desk):
    response = desk.draft(FERRY, completion((FERRY_FACT[0], "kilde_2")))
    assert [claim.source_ids for claim in response.claims] == [("rutebat-tid",)]
    assert verdicts(response)["grounding"] == "review"


def test_unknown_tokens_are_stripped_and_noted(desk):
    response = desk.draft(FERRY, completion(("Båtturen mellom Haugesund og Utsira tar rundt 70 minutter lenke_9.", "kilde_17")))
    assert response.engine.name == "model"
    assert "lenke_9" not in response.draft.text
    assert [check.why for check in response.checks if "tatt ut" in check.why] == [
        "«lenke_9» er ikke noe vi ga, og er tatt ut.", "«kilde_17» er ikke noe vi ga, og er tatt ut."]  # fmt: skip


def test_contacts_are_tokens_on_the_wire_and_put_back_by_code(desk):
    response = desk.draft("Hva er telefonnummeret til kommunen?",
                          completion(("Telefonnummeret til sentralbordet i Utsira kommune er telefon_1.", "kilde_1")))  # fmt: skip
    assert "52 75 01 00" not in json.dumps(desk.server.asked)
    assert "er 52 75 01 00." in response.draft.text
    assert response.engine.name == "model"


def test_personal_data_is_masked_before_the_call_and_never_put_back(desk):
    comment = "Hei, jeg heter Kari Nordmann (kari.nordmann@epost.no, 41 23 45 67, konto 1234.56.78903). @ola.n, " + FERRY
    thread = [{"author": "citizen", "text": "Mvh Per Hansen, 01010750160"}]
    response = desk.draft(comment, completion(("Hei skjult_navn_1!", "ingen"), FERRY_FACT), thread=thread, external_id="fb-77",
                          signer=SIGNER, post="Ring Ola på 99 88 77 66")  # fmt: skip
    sent = json.dumps(desk.server.asked, ensure_ascii=False)
    for secret in ("Kari", "Nordmann", "kari.nordmann", "41 23 45 67", "78903", "ola.n", "Per Hansen", "01010750160", "fb-77", "99 88 77 66",
                   SIGNER["name"]):  # fmt: skip
        assert secret not in sent, secret
    assert response.engine.name == "model"
    assert response.draft.text.startswith("Hei!\n")


def test_signature_referral_and_formal_enquiry_are_set_by_code(desk):
    comment = "Jeg vil bygge en garasje på 40 kvm på tomta vår. Får jeg lov til det?"
    answer = completion(GREETING, ("Vennlig hilsen ordføreren", "ingen"), formal_enquiry=False, completeness="none")
    response = desk.draft(comment, answer)
    assert (response.status, response.status_reason, response.engine.name) == ("drafted", "formal_enquiry", "model")
    assert response.referral.kind == "formal_enquiry"
    assert "post@utsira.kommune.no" in response.draft.text
    assert "ordføreren" not in response.draft.text
    assert response.draft.text.endswith("Utsira kommune")


def test_no_used_source_is_no_factual_draft(desk):
    for answer in (completion(GREETING), completion(GREETING, completeness="none"), completion(GREETING, FERRY_FACT, completeness="none")):
        response = desk.draft(FERRY, answer)
        assert (response.status, response.status_reason, response.draft) == ("needs_human", "no_source", None)
        assert response.holding_reply
        assert response.engine.model_calls == 1


def test_a_partial_answer_says_so(desk):
    response = desk.draft(FERRY, completion(FERRY_FACT, completeness="partial"))
    assert response.status_reason == "partly_answered"
    assert "Resten" in response.draft.text


def test_a_passage_search_was_unsure_of_is_offered_and_may_be_used(desk):
    comment = "Hvor mange måker bor det på taket av skolen?"
    assert desk.draft(comment, completion(completeness="none")).status_reason == "no_source"
    assert "kilde_1" in desk.asked[0]


@pytest.mark.parametrize(
    ("comment", "status"),
    [("Hva mener kommunen om vindkraft utenfor øya? Stopp galskapen!", "refused"), ("Det brenner i et naust i Nordvikvågen!!", "needs_human")],
)
def test_certain_politics_and_emergencies_never_reach_the_model(desk, comment, status):
    response = desk.draft(comment, GOOD)
    assert (response.status, response.engine.model_calls, desk.server.asked) == (status, 0, [])


def test_the_models_triage_ends_the_draft_and_its_text_is_thrown_away(desk):
    refused = desk.draft("Kva gjer de for ungdommen?", completion(GREETING, political=True, intents=["political"]))
    assert refused.status in {"refused", "needs_human"}
    assert refused.draft is None
    assert desk.draft(FERRY, completion(FERRY_FACT, political=True)).status_reason in {"political_doubt", "political"}
    for update, reason in (({"intents": ["emergency"]}, "emergency"), ({"intents": ["abuse"]}, "abuse"), ({"personal_data": True}, "personal_data")):
        response = desk.draft(FERRY, completion(FERRY_FACT, **update))
        assert (response.status, response.status_reason, response.draft) == ("needs_human", reason, None)
        assert response.engine.model_calls == 1


def test_a_reply_in_another_language_is_repaired_or_falls_back(desk):
    german = completion(("Die Fähre braucht 70 Minuten.", "kilde_1"))
    nynorsk = completion(("Båtturen mellom Haugesund og Utsira tek om lag 70 minutt, ikkje meir.", "kilde_1"))
    claimed = completion(FERRY_FACT, language="en")
    for bad, reason in ((german, "check_failed"), (nynorsk, "check_failed"), (claimed, "wrong_language")):
        assert desk.draft(FERRY, bad).engine.fallback_reason == reason
        assert desk.draft(FERRY, bad, GOOD).engine.name == "model"


def test_replies_keep_within_the_channel(desk):
    response = desk.draft(FERRY, completion(GREETING, *[FERRY_FACT] * 5), channel="x")
    assert response.status == "drafted"
    assert len(response.draft.text) <= 280


def test_thoughts_and_code_fences_are_set_aside(desk):
    assert desk.draft(FERRY, f"<think>Kanskje {{tull}}?</think>\n```json\n{GOOD}\n```").engine.model_calls == 1


def test_the_prompt_begins_with_the_same_bytes_for_every_comment(desk):
    desk.draft(FERRY, GOOD)
    first = desk.server.asked[0]
    desk.draft("Takk for flott sommerfest!", completion(("Så hyggelig å høre, tusen takk!", "ingen"), intents=["praise"]))
    second = desk.server.asked[0]
    assert first["messages"][0] == second["messages"][0]
    assert first["response_format"] == second["response_format"]
    assert json.dumps(first)[: len(json.dumps(first["messages"][0]))] == json.dumps(second)[: len(json.dumps(first["messages"][0]))]


def test_values_of_a_turn_are_frozen_where_they_are_shared(desk):
    with pytest.raises(dataclasses.FrozenInstanceError):
        desk.services.model.calls.seconds = 1


@pytest.mark.parametrize(
    "sentence",
    ["Det er båndtvang fra 20. august til 1. april, også på Utsira.", "Det er båndtvang fra 1. august til 20. april, også på Utsira.",
     "Det er båndtvang til 20. august.", "Det er ikke båndtvang fra 1. april til 20. august."],
)  # fmt: skip
def test_a_sources_own_words_put_together_otherwise_are_not_the_source(desk, sentence):
    response = desk.draft("Må hunden gå i bånd i mai?", completion((sentence, "kilde_1")))
    assert (sentence in response.draft.text) is (sentence == "Det er båndtvang til 20. august.")


@pytest.mark.parametrize("sentence", ["🖕", "Takk! 🖕", "Takk! ☭", "<b>Takk</b>", " ".join(["Tusen takk!"] * 9), "Та\u043ak!"])
def test_signs_repetitions_and_look_alikes_are_no_courtesy(desk, sentence):
    response = desk.draft("Takk for flott sommerfest!", completion((sentence, "ingen"), intents=["praise"]))
    assert (response.status, response.engine.name) == ("drafted", "extractive")


def test_a_yes_no_source_says_is_left_out_and_what_it_rests_on_stays(desk):
    response = desk.draft(FERRY, completion(("Ja.", "ingen"), ("Ja, båtturen mellom Haugesund og Utsira tar rundt 70 minutter. 😊", "kilde_1")))
    assert response.engine.name == "model"
    assert response.draft.text.startswith("Båtturen mellom Haugesund")


def test_a_judgement_said_once_more_than_in_the_source_is_the_writers_own():
    said = "The ferry is free, according to a website"
    passage = Passage(id="ferge", document="ferge", title="Ferry", heading="Fare", text={"nb": "Ferja er gratis.", "en": f"{said}."})
    vocabulary = Vocabulary.read(ROOT / "prompts" / "draft" / "words.txt")
    assert support(f"{said}.", passage, "en", vocabulary).quote
    assert support(f"{said}, and the ferry is free.", passage, "en", vocabulary).lacks == ("free",)
