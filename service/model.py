"""The only importer of litellm: one answer from one language model, and nothing sent anywhere else.

litellm is loaded late (it costs seconds), with its look-ups on the network off; its own cache, retries and fallbacks are
not used.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable, Coroutine, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from threading import Thread
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from service.errors import ModelError
from service.ports import Completion, Message
from service.wire import reason_of

Answer = TypeVar("Answer", bound=BaseModel)
Result = TypeVar("Result")
SERVED_AT = "/v1"
"""Where vLLM, Ollama and others speak OpenAI's format; added to an address without a path."""
MOST_TOKENS = 1_500
"""Tokens an answer may have; a reply on the widest channel is shorter."""


@dataclass
class _Call:
    """What the call under way may reach, and a host it tried to reach and must not."""

    hosts: frozenset[str]
    blocked: str | None = None


_UNDER_WAY: ContextVar[_Call | None] = ContextVar("model call under way", default=None)


@dataclass(frozen=True)
class LanguageModel:
    """A model by its litellm name; ``url`` and ``key`` for a server of one's own. ``timeout`` is in seconds.

    ``hosts``: the only ones that may be called; empty: the one of ``url``, or where that is empty too, any.
    """

    name: str
    url: str = ""
    key: str = ""
    timeout: float = 30.0
    hosts: frozenset[str] = field(default_factory=frozenset)

    def make_ready(self) -> None:
        """Load litellm, which takes seconds the first time."""
        _litellm(self.name)

    async def ask(self, prompt: str, schema: type[Answer]) -> Answer:
        """The model's answer to one prompt. Raises ModelError, never with the prompt or the answer in it."""
        try:
            asked = [{"role": "user", "content": prompt}]
            return schema.model_validate_json((await self.complete(asked, schema, self.timeout)).text)
        except ValidationError as error:
            told = f"Språkmodellen {self.name} svarte ikke i rett form ({error.error_count()} feil)."
            raise ModelError("wrong_shape", told) from None

    async def complete(
        self, messages: Sequence[Message], answer_format: Any, timeout: float, on_delta: Callable[[str], None] | None = None
    ) -> Completion:  # fmt: skip
        """One request, one answer; ``on_delta`` is given each piece as it comes, and the answer is then streamed.

        Raises ModelError with the reason; an error raised by ``on_delta`` ends the call.
        """
        litellm = _litellm(self.name)
        from httpx import HTTPError
        from openai import OpenAIError

        options: dict[str, Any] = {"stream": True, "stream_options": {"include_usage": True}} if on_delta else {}
        with _only(self._hosts()) as call:
            try:
                response = await litellm.acompletion(
                    model=self.name, api_base=self._served_at() or None, api_key=self.key or (self.url and "unset") or None,
                    messages=list(messages), response_format=answer_format, timeout=timeout, temperature=0,
                    max_tokens=MOST_TOKENS, max_retries=0, num_retries=0, **options,
                )  # fmt: skip
                return await _streamed(litellm, response, on_delta) if on_delta else _completion(response)
            except (OpenAIError, HTTPError) as error:
                if call.blocked:
                    raise ModelError("host_not_allowed", f"Verten {call.blocked} er ikke tillatt.") from None
                raise reason_of(error, self.name) from None

    async def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """The vectors of texts, in order. Raises ModelError."""
        litellm = _litellm(self.name)
        from httpx import HTTPError
        from openai import OpenAIError

        with _only(self._hosts()) as call:
            try:
                response = await litellm.aembedding(
                    model=self.name, input=list(texts), api_base=self._served_at() or None,
                    api_key=self.key or (self.url and "unset") or None, timeout=self.timeout, max_retries=0, num_retries=0,
                )  # fmt: skip
            except (OpenAIError, HTTPError) as error:
                if call.blocked:
                    raise ModelError("host_not_allowed", f"Verten {call.blocked} er ikke tillatt.") from None
                raise reason_of(error, self.name) from None
        return [row["embedding"] for row in sorted(response.data, key=lambda row: row["index"])]

    def _hosts(self) -> frozenset[str]:
        return self.hosts or frozenset(filter(None, [_host(self.url)]))

    def _served_at(self) -> str:
        bare = self.url.rstrip("/")
        speaks_openai = self.name.partition("/")[0] in ("openai", "hosted_vllm")
        return bare + SERVED_AT if speaks_openai and bare.count("/") == 2 else bare


def _completion(response: Any) -> Completion:
    choice, usage = response.choices[0], response.usage
    if choice.finish_reason == "content_filter":
        raise ModelError("content_filter")
    cost = response._hidden_params.get("response_cost") or 0.0
    return Completion(choice.message.content or "", usage.prompt_tokens, usage.completion_tokens, float(cost))


async def _streamed(litellm: Any, response: Any, on_delta: Callable[[str], None]) -> Completion:
    chunks = []
    try:
        async for chunk in response:
            chunks.append(chunk)
            choice = chunk.choices[0] if chunk.choices else None
            if choice and choice.finish_reason == "content_filter":
                raise ModelError("content_filter")
            if choice and choice.delta.content:
                on_delta(choice.delta.content)
    finally:
        await response.aclose()
    whole = litellm.stream_chunk_builder(chunks)
    if whole is None:
        return Completion("", 0, 0, 0.0)
    return _completion(whole)


@contextmanager
def _only(hosts: frozenset[str]):
    call = _Call(hosts)
    token = _UNDER_WAY.set(call)
    try:
        yield call
    finally:
        _UNDER_WAY.reset(token)


def _host(url: str) -> str | None:
    from urllib.parse import urlsplit

    return urlsplit(url).hostname


@cache
def _litellm(name: str):
    """litellm, loaded late and guarded once, with the model made known to it, so that it asks no server about it."""
    os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")
    import litellm

    for logger in ("LiteLLM", "LiteLLM Router", "LiteLLM Proxy", "openai"):
        logging.getLogger(logger).setLevel(logging.CRITICAL)  # it may hold prompts

    litellm.suppress_debug_info = True
    litellm.drop_params = True
    litellm.telemetry = False
    _guard_hosts()
    if name not in litellm.model_cost:
        provider, _, rest = name.partition("/")
        known = {"litellm_provider": provider, "mode": "chat", "supports_response_schema": True,
                 "input_cost_per_token": 0.0, "output_cost_per_token": 0.0,
                 "cache_creation_input_token_cost": 0.0, "cache_read_input_token_cost": 0.0}  # fmt: skip
        if rest not in litellm.model_cost:
            litellm.register_model({name: known})
    return litellm


@cache
def _guard_hosts() -> None:
    """Put a guard before every connection litellm makes: it reads the call under way, and redirects pass it too."""
    from httpx import AsyncBaseTransport, ConnectError
    from litellm.llms.custom_httpx.http_handler import AsyncHTTPHandler

    class Guard(AsyncBaseTransport):
        def __init__(self, inner) -> None:
            self._inner = inner

        async def handle_async_request(self, request):
            call = _UNDER_WAY.get()
            if call is None or (call.hosts and request.url.host not in call.hosts):
                if call:
                    call.blocked = request.url.host
                raise ConnectError(f"{request.url.host} is not allowed", request=request)
            return await self._inner.handle_async_request(request)

        async def aclose(self) -> None:
            await self._inner.aclose()

    make = AsyncHTTPHandler.create_async_transport

    def guarded(*arguments, **options):
        from httpx import AsyncHTTPTransport

        return Guard(make(*arguments, **options) or AsyncHTTPTransport())

    AsyncHTTPHandler.create_async_transport = staticmethod(guarded)
    AsyncHTTPHandler._create_async_transport = staticmethod(guarded)


def embed(model: LanguageModel, texts: Sequence[str]) -> list[list[float]]:
    """Vectors of texts from an embedding model, in order. Raises ModelError, never with the texts in it."""
    return waited(model.embed(texts))


def waited(answer: Coroutine[Any, Any, Result]) -> Result:
    """What a model's call gives, for callers without an event loop of their own to wait in."""
    return asyncio.run_coroutine_threadsafe(answer, _loop()).result()


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """A loop in a thread of its own: search and checks are called where nobody can wait, some within a loop."""
    loop = asyncio.new_event_loop()
    Thread(target=loop.run_forever, name="models", daemon=True).start()
    return loop


def count_tokens(text: str) -> int:
    """Tokens of a text by the tokenizer that lies in litellm (cl100k); other models count a little differently."""
    return _litellm("openai/gpt-4").token_counter(model="openai/gpt-4", text=text)
