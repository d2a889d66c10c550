"""A loopback server that speaks OpenAI's, Anthropic's and Ollama's wire formats; how it behaves is decided by the test.

Written completions come from the test, not from any provider.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

Request = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """How one request is answered. ``wait``: seconds before it; ``pause``: seconds between the pieces of a stream.

    ``cut``: the stream is cut after so many pieces. ``raw``: these bytes instead of a wire format.
    """

    content: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0
    pause: float = 0.0
    cut: int | None = None
    finish: str = "stop"
    raw: bytes | None = None
    piece: int = 24


class ModelServer(ThreadingHTTPServer):
    """Keeps what it was asked (``asked``), where (``paths``), and how many clients left before the end (``left``)."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, answer: Callable[[Request], Answer | tuple[int, str]], port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.answer, self.asked, self.paths, self.keys, self.left = answer, [], [], [], 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def url(self) -> str:
        return f"{self.address}/v1"

    def handle_error(self, request: Any, client_address: Any) -> None:
        self.left += 1


class _Handler(BaseHTTPRequestHandler):
    server: ModelServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.paths.append(self.path)
        wire = next((wire for ending, wire in _WIRES.items() if self.path.endswith(ending)), None)
        if wire is None:
            self._send(404, b"{}", {})
            return
        self.server.asked.append(body)
        self.server.keys.append(self.headers.get("authorization") or self.headers.get("x-api-key"))
        answer = self.server.answer(body)
        if isinstance(answer, tuple):
            answer = Answer(answer[1], answer[0])
        time.sleep(answer.wait)
        if answer.raw is not None or answer.status != 200:
            self._send(answer.status, answer.raw or json.dumps({"error": {"message": answer.content}}).encode(), answer.headers)
        elif body.get("stream"):
            self._stream(answer, wire(body, answer, True))
        else:
            self._send(200, json.dumps(wire(body, answer, False)).encode(), answer.headers)

    def _send(self, status: int, sent: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"content-type": "application/json", "content-length": str(len(sent)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(sent)

    def _stream(self, answer: Answer, pieces: list[bytes]) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        for number, piece in enumerate(pieces):
            if number == answer.cut:
                self.connection.close()
                self.close_connection = True
                return
            self.wfile.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
            self.wfile.flush()
            time.sleep(answer.pause)
        self.wfile.write(b"0\r\n\r\n")

    def log_message(self, *_: Any) -> None:
        """Quiet."""


def _pieces(answer: Answer) -> list[str]:
    return [answer.content[at : at + answer.piece] for at in range(0, len(answer.content), answer.piece)]


def _openai(body: Request, answer: Answer, stream: bool) -> Any:
    usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
    head = {"id": "1", "created": 0, "model": body["model"]}
    if not stream:
        choice = {"index": 0, "finish_reason": answer.finish, "message": {"role": "assistant", "content": answer.content}}
        return {**head, "object": "chat.completion", "choices": [choice], "usage": usage}
    head["object"] = "chat.completion.chunk"
    parts = [{"index": 0, "delta": {"role": "assistant", "content": part}, "finish_reason": None} for part in _pieces(answer)]
    parts.append({"index": 0, "delta": {}, "finish_reason": answer.finish})
    chunks = [{**head, "choices": [part]} for part in parts] + [{**head, "choices": [], "usage": usage}]
    return [f"data: {json.dumps(chunk)}\n\n".encode() for chunk in chunks] + [b"data: [DONE]\n\n"]


def _anthropic(body: Request, answer: Answer, stream: bool) -> Any:
    usage = {"input_tokens": 100, "output_tokens": 20}
    stop = {"stop": "end_turn", "content_filter": "refusal", "length": "max_tokens"}[answer.finish]
    tool = next((tool["name"] for tool in body.get("tools", ()) if answer.finish != "content_filter"), None)
    head = {"id": "m", "type": "message", "role": "assistant", "model": body["model"], "stop_sequence": None}
    if not stream:
        block = {"type": "text", "text": answer.content}
        if tool:
            with suppress(ValueError, RecursionError):
                block = {"type": "tool_use", "id": "t", "name": tool, "input": json.loads(answer.content)}
        return {**head, "content": [block], "stop_reason": stop, "usage": usage}
    start = {"type": "tool_use", "id": "t", "name": tool, "input": {}} if tool else {"type": "text", "text": ""}
    kind, name = ("input_json_delta", "partial_json") if tool else ("text_delta", "text")
    events: list[tuple[str, Any]] = [
        ("message_start", {"message": {**head, "content": [], "stop_reason": None, "usage": usage}}),
        ("content_block_start", {"index": 0, "content_block": start}),
        *(("content_block_delta", {"index": 0, "delta": {"type": kind, name: part}}) for part in _pieces(answer)),
        ("content_block_stop", {"index": 0}),
        ("message_delta", {"delta": {"stop_reason": stop, "stop_sequence": None}, "usage": {"output_tokens": 20}}),
        ("message_stop", {}),
    ]
    return [f"event: {kind}\ndata: {json.dumps({'type': kind, **data})}\n\n".encode() for kind, data in events]


def _ollama(body: Request, answer: Answer, stream: bool) -> Any:
    head = {"model": body["model"], "created_at": "2026-01-01T00:00:00Z"}
    last = {**head, "done": True, "done_reason": answer.finish, "prompt_eval_count": 100, "eval_count": 20}
    if not stream:
        return {**last, "message": {"role": "assistant", "content": answer.content}}
    parts = [{**head, "message": {"role": "assistant", "content": part}, "done": False} for part in _pieces(answer)]
    lines = [*parts, {**last, "message": {"role": "assistant", "content": ""}}]
    return [json.dumps(line).encode() + b"\n" for line in lines]


_WIRES = {"/embeddings": _openai, "/chat/completions": _openai, "/v1/messages": _anthropic, "/api/chat": _ollama}


@contextmanager
def model_server(answer: Callable[[Request], Answer | tuple[int, str]], port: int = 0) -> Iterator[ModelServer]:
    server = ModelServer(answer, port)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()
