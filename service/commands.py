"""What each command does, one function a command; each returns an exit status."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import sys
import tempfile
from argparse import Namespace
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from service import jsonl
from service.administer import audit, channel, export, jobs, keys, person, retention
from service.advice import Advice
from service.bootstrap import Services, bootstrap, quiet_services, say_to_stderr
from service.config import load_settings
from service.domain import CheckResponse, DraftResponse, Passage, Triage
from service.errors import BadRequest
from service.jsonl import DONE, FAILED, USAGE
from service.requests import AdviceRequest, CheckRequest, DraftRequest

__all__ = ["advise", "audit", "channel", "check", "draft", "eval", "export", "index", "jobs", "keys", "knowledge", "person",
           "retention", "search", "serve", "triage"]  # fmt: skip


class SearchRequest(BaseModel):
    """A line of ``search --jsonl``."""

    q: str = Field(min_length=1, max_length=5000)
    k: int = Field(5, ge=1, le=100)


def draft(options: Namespace) -> int:
    """Draft a reply; stored only with ``--store``."""
    services = quiet_services()

    def answer(body: dict[str, Any]) -> DraftResponse:
        request = jsonl.parse(DraftRequest, body)
        return asyncio.run(services.drafts.create(request) if options.store else services.pipeline.run(request))

    return _one_or_many(options, answer, _print_draft)


def triage(options: Namespace) -> int:
    """Say what a comment is."""
    services = quiet_services()
    return _one_or_many(options, lambda body: services.triage(jsonl.parse(DraftRequest, body)), _print_triage)


def check(options: Namespace) -> int:
    """Judge a draft rule by rule."""
    services = quiet_services()
    if options.text is not None and not options.comment:
        return _usage("check trenger --comment: kommentaren utkastet svarer på.")
    return _one_or_many(options, lambda body: asyncio.run(services.judged(jsonl.parse(CheckRequest, body))), _print_checks)


def advise(options: Namespace) -> int:
    """Advise an employee on a post for their own network."""
    services = quiet_services()

    def answer(body: dict[str, Any]) -> Advice:
        return asyncio.run(services.judged_advice(jsonl.parse(AdviceRequest, body)))

    return _one_or_many(options, answer, _print_advice)


def search(options: Namespace) -> int:
    """Search the knowledge base, or the passages in a file."""
    if (options.text is None) == (options.jsonl is None):
        return _usage("search trenger enten TEKST eller --jsonl FIL.")
    with tempfile.TemporaryDirectory() as scratch:
        services = _over_passages(options.passages, Path(scratch)) if options.passages else quiet_services()

        def answer(body: dict[str, Any]) -> dict[str, Any]:
            request = jsonl.parse(SearchRequest, body)
            fields = {"id", "document", "title", "score"}
            return {"results": [hit.model_dump(include=fields) for hit in services.search(request.q, request.k)]}

        if options.jsonl:
            return FAILED if jsonl.run(options.jsonl, answer) else DONE
        for hit in services.search(options.text, options.k):
            print(f"{hit.score:.3f}  {hit.id}  {hit.title}\n       {hit.text}")
    return DONE


def index(_options: Namespace) -> int:
    """Build the index; 1 where some knowledge file is broken (the rest is indexed)."""
    services = quiet_services()
    services.build_index()
    return FAILED if services.knowledge.errors else DONE


def knowledge(options: Namespace) -> int:
    """Say which questions the passages of a file want, and propose them where there is a model. Writes nothing in the file."""
    from service.knowledge import read
    from service.prompts import Prompts
    from service.questions import lacking, propose
    from service.writers import configured

    settings = load_settings()
    models = configured(settings)
    for passage in _read(read, options.file).passages:
        for line in (f"# {passage.id}", *(f"#   {told}" for told in lacking(passage) or ["Har nok spørsmål."])):
            print(line)
        for question in propose(passage, models[0], Prompts(settings.prompts_dir)) if models else ():
            print(f"- {json.dumps(question, ensure_ascii=False)}")
    if not models:
        say_to_stderr("Ingen språkmodell er satt (SVARUTKAST_MODEL), så forslagene må du skrive selv.")
    return DONE


def serve(options: Namespace) -> int:
    """Start the service and print its address."""
    settings = load_settings()
    given = {name: getattr(options, name) for name in ("host", "port") if getattr(options, name) is not None}
    settings = settings.model_copy(update=given)
    services = bootstrap(settings, progress=say_to_stderr)
    services.check_settings()
    _ = services.pipeline
    services.learn_advice()
    if services.model:
        services.model.calls.make_ready()
    gc.collect()
    gc.freeze()  # what was loaded stays: looking through litellm's objects again and again costs milliseconds
    import uvicorn

    from service.app import create_app

    print(f"Svarutkast: {settings.base_url}/", flush=True)
    if settings.on_loopback:
        print(f"Logg inn:   {services.gate.link}", flush=True)
    uvicorn.run(create_app(services), host=settings.host, port=settings.port, log_config=None, access_log=False,
                server_header=False, timeout_graceful_shutdown=10)  # fmt: skip
    return DONE


def eval(options: Namespace) -> int:
    """Measure the product over the samples; 3 where ``--gate`` was asked for and a condition is broken."""
    from evals.command import run

    return run(options)


def _one_or_many(options: Namespace, answer, show) -> int:
    if (options.text is None) == (options.jsonl is None):
        return _usage(f"{options.command} trenger enten TEKST eller --jsonl FIL.")
    if options.jsonl:
        return FAILED if jsonl.run(options.jsonl, lambda body: answer(body).model_dump(mode="json")) else DONE
    result = answer(_body(options))
    print(result.model_dump_json(indent=2)) if options.json else show(result)
    return DONE


def _body(options: Namespace) -> dict[str, Any]:
    """The request a person's options stand for. Raises BadRequest where the text is not UTF-8."""
    try:
        text = os.fsencode(options.text).decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequest("Feltet «comment» er ikke gyldig UTF-8.", field="comment") from None
    names = ("channel", "language", "post", "tone", "always_draft", "comment", "role", "audience", "discloses_employer",
             "judge")  # fmt: skip
    body = {name: getattr(options, name, None) for name in names if getattr(options, name, None) is not None}
    body[{"check": "draft", "advise": "post"}.get(options.command, "comment")] = text
    if getattr(options, "signer", None):
        body["signer"] = dict(zip(("name", "title", "unit"), options.signer.split(";"), strict=False))
    return body


def _read(read, path: str):
    try:
        return read(Path(path))
    except OSError as error:
        raise BadRequest(f"Kan ikke lese {path}: {error.strerror}", field="FIL") from None


def _over_passages(path: str, scratch: Path) -> Services:
    """Services over the passages of a file instead of the knowledge base."""
    passages = []
    try:
        for number, line in enumerate(Path(path).read_bytes().splitlines(), 1):
            passages.append(_passage(json.loads(line), f"{path}:{number}"))
    except (OSError, ValueError) as error:
        raise BadRequest(f"Kan ikke lese avsnittene i {path}: {error}", field="--passages") from None
    settings = load_settings().model_copy(update={"data_dir": scratch})
    return bootstrap(settings, passages=tuple(passages))


def _passage(row: dict[str, Any], where: str) -> Passage:
    try:
        return Passage(id=row["id"], document=row["document"], title=row.get("title", ""), heading="",
                       text={"nb": row["text"]})  # fmt: skip
    except (KeyError, TypeError, ValidationError) as error:
        raise BadRequest(f"{where}: avsnittet mangler noe: {error}", field="--passages") from None


def _usage(message: str) -> int:
    print(message, file=sys.stderr)
    return USAGE


def _print_draft(result: DraftResponse) -> None:
    print(f"{result.status} ({result.status_reason})")
    for text in (result.draft and result.draft.text, result.referral and result.referral.text, result.holding_reply):
        if text:
            print(f"\n{text}")
    if result.sources:
        print("\nKilder:")
        for source in result.sources:
            print(f"  {source.id}  {source.title}  {source.url or ''}")
    for item in result.checks:
        if item.verdict in ("fail", "review"):
            print(f"  {item.rule}: {item.verdict}: {item.why}")


def _print_triage(result: Triage) -> None:
    print(
        f"{', '.join(result.intents)} · {result.language} · {result.sentiment} · {result.tone} · svar: {result.reply}"
    )
    for reason in result.reasons:
        print(f"  {reason}")


def _print_checks(result: CheckResponse) -> None:
    for item in result.checks:
        if item.verdict != "not_applicable":
            print(f"{item.verdict:7}{item.rule}: {item.why}")


def _print_advice(result: Advice) -> None:
    for item in result.advice:
        if item.rule in result.flags:
            print(f"{item.rule}: {item.why}\n    {item.suggestion}")
    if not result.flags:
        print(result.advice[0].why)
