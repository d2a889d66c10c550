"""Advice to employees: rule by rule, kept nowhere, and fine posts left in peace."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.dataset import load
from service.advise import LEARNED, RULES, AdviceThresholds
from service.cli import main
from service.errors import KnowledgeError
from service.requests import AdviceRequest

FINE = ("Endelig ferie! To uker i telt og ingen vekkerklokke.", "Noko så fint som nysnø på naustetaket.", "New bike, old knees.")


def flags(services, post: str, **fields) -> set[str]:
    return set(services.advise(AdviceRequest(post=post, **fields)).flags)


@pytest.mark.parametrize("post", FINE)
def test_a_private_post_is_left_in_peace(services, post):
    found = services.advise(AdviceRequest(post=post, role="lærer"))
    assert (found.flags, found.ok) == ((), True)
    assert [item.rule for item in found.advice] == list(RULES)


@pytest.mark.parametrize(
    ("rule", "post", "fields"),
    [
        ("B5", "Beboeren på rom tre falt i natt og er sendt til sykehuset med brudd i hofta.", {"role": "sykepleier"}),
        ("B7", "Vi i Utsira kommune mener at regjeringen må gå av.", {"audience": "public"}),
        ("B8", "Du som spurte kommunen om byggesaken: bare sett i gang, jeg godkjenner den på mandag.", {"audience": "public"}),
        ("B10", "Er det greit at jeg legger ut dette bildet fra jobb, eller bør jeg spørre noen først?", {}),
    ],
)
def test_a_post_that_goes_against_a_rule_is_told_of_it(services, rule, post, fields):
    found = services.advise(AdviceRequest(post=post, **fields))
    assert rule in found.flags
    advice = next(item for item in found.advice if item.rule == rule)
    assert advice.suggestion
    assert post[slice(*advice.span)]
    assert found.ok == all(item.verdict != "fail" for item in found.advice)


def test_the_web_editors_address_is_given_where_someone_is_in_doubt(services):
    found = services.advise(AdviceRequest(post="Er det lov å legge ut dette bildet fra jobb? Jeg er usikker."))
    assert "atle@utsira.kommune.no" in next(item for item in found.advice if item.rule == "B10").suggestion


def test_a_national_identity_number_is_confidential_whatever_the_rest_says(services):
    post = "Fin dag på kontoret! 13097248022 er lett å huske."
    found = services.advise(AdviceRequest(post=post))
    advice = next(item for item in found.advice if item.rule == "B5")
    assert (advice.verdict, post[slice(*advice.span)]) == ("fail", "13097248022")


def test_the_audience_may_be_told_in_other_words(services):
    for audience in ("friends", "bare venner", "Closed group for colleagues", "public", "alle", ""):
        services.advise(AdviceRequest(post=FINE[0], audience=audience))


@settings(max_examples=200, deadline=None)
@given(post=st.text(min_size=1, max_size=300).filter(str.strip), known=st.booleans())
def test_no_post_makes_advice_raise_and_spans_lie_inside_it(services, post, known):
    try:
        request = AdviceRequest(post=post, discloses_employer=known)
    except ValueError:
        return
    for item in services.advise(request).advice:
        assert item.span is None or 0 <= item.span[0] < item.span[1] <= len(request.post)


def test_the_api_advises_names_a_bad_field_and_keeps_nothing(client):
    before = client.get("/api/v1/drafts").json()["drafts"]
    body = client.post("/api/v1/advice", json={"post": FINE[0], "role": "lærer", "audience": "friends", "discloses_employer": True}).json()
    assert set(body) == {"flags", "advice", "ok"}
    refused = client.post("/api/v1/advice", json={"post": "  "})
    assert refused.status_code == 422
    assert "post" in refused.text
    assert client.get("/api/v1/drafts").json()["drafts"] == before


def test_the_command_advises_line_by_line(capsys, tmp_path):
    lines = tmp_path / "posts.jsonl"
    lines.write_text('{"id": "a", "post": "Sol og stille."}\n{"id": "b"}\n', "utf-8")
    assert main(["advise", "--jsonl", str(lines)]) == 1
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["request_id"], first["flags"]) == ("a", [])
    assert (second["request_id"], second["error"]["field"]) == ("b", "post")


def test_most_posts_of_the_development_split_are_advised_right(services):
    samples = [sample for sample in load(kinds=("employee",)) if sample.split == "dev"]
    given_ = [(set(sample.expect.flags), flags(services, **sample.input)) for sample in samples]
    fine = [not found for wanted, found in given_ if not wanted]
    wrong = [bool(found) for wanted, found in given_ if wanted]
    assert len(samples) >= 60
    assert sum(fine) / len(fine) >= 0.85
    assert sum(wrong) / len(wrong) >= 0.60


def test_broken_thresholds_are_told_of(tmp_path):
    path = tmp_path / "advice.json"
    path.write_text(json.dumps(dict.fromkeys(LEARNED, 0.5)), "utf-8")
    with pytest.raises(KnowledgeError, match="any"):
        AdviceThresholds.read(path)
