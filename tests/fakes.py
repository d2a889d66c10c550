"""Values and servers that tests share."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import uuid4

from service.domain import Decision, DraftResponse, EngineInfo, Reply, Triage
from service.requests import DraftRequest


def a_request(comment: str = "Hvor ligger biblioteket?", **fields) -> DraftRequest:
    return DraftRequest(comment=comment, **fields)


def a_draft(request: DraftRequest | None = None, **fields) -> DraftResponse:
    request = request or a_request()
    triage = Triage(language="nb", sentiment="neutral", intents=("service_question",), political=False, political_mixed=False,
                    formal_enquiry=False, reply="required", signature="municipality", tone="factual", confidence=0.9,
                    rules=("A2",), reasons=("spørsmål",))  # fmt: skip
    made = {"id": uuid4().hex, "created_at": datetime.now(UTC), "external_id": request.external_id, "channel": request.channel,
            "ai_generated": False, "status": "drafted", "status_reason": "answered",
            "draft": Reply(text="Biblioteket ligger på Siratun.", language="nb", tone="factual", signature=None),
            "referral": None, "holding_reply": None, "triage": triage, "sources": (), "claims": (), "checks": (),
            "engine": EngineInfo(latency_ms=12.0), "content_hash": request.content_hash}  # fmt: skip
    return DraftResponse(**{**made, **fields})


def a_decision(draft: DraftResponse, **fields) -> Decision:
    made = {"id": uuid4().hex, "draft_id": draft.id, "created_at": datetime.now(UTC), "decision": "approved", "text": "Hei",
            "by": "kommunikasjon", "reasons": (), "note": None, "sources_checked": True, "content_hash": draft.content_hash,
            "checks": (), "ok": True}  # fmt: skip
    return Decision(**{**made, **fields})


class Loopback:
    """A server on loopback that remembers what it was asked and answers as ``answer`` says."""

    content_type = "application/json"

    def __init__(self, answer) -> None:
        self.asked: list[tuple[str, str, dict[str, str], bytes]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def _serve(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                headers = {name.lower(): value for name, value in self.headers.items()}
                outer.asked.append((self.command, self.path, headers, body))
                status, content = answer(self.command, self.path, headers, body)
                raw = content if isinstance(content, bytes) else json.dumps(content).encode()
                self.send_response(status)
                self.send_header("content-length", str(len(raw)))
                self.send_header("content-type", outer.content_type)
                self.end_headers()
                self.wfile.write(raw)

            do_GET = do_POST = _serve

            def log_message(self, *_arguments) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    @contextmanager
    def running(self):
        thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join(5)


class LoopbackChatwoot(Loopback):
    """Answers as Chatwoot's API documents it, and remembers a public message: a test that finds one must fail."""

    def __init__(self) -> None:
        super().__init__(self._answer)
        self.notes: list[dict] = []
        self.public: list[dict] = []
        self.failures = 0

    def _answer(self, method, path, headers, body):
        parts = path.strip("/").split("/")
        if headers.get("api_access_token") != "loopback-token":
            return 401, {"error": "You need to sign in or sign up before continuing."}
        if method != "POST" or parts[:3] != ["api", "v1", "accounts"] or parts[4::2] != ["conversations", "messages"]:
            return 404, {"error": "Resource could not be found"}
        if self.failures:
            self.failures -= 1
            return 500, {"error": "try again"}
        message = json.loads(body)
        (self.notes if message.get("private") is True else self.public).append({**message, "conversation": int(parts[5])})
        return 200, {"id": len(self.notes), "content": message["content"], "private": message.get("private", False), "message_type": 1}


@contextmanager
def serving(app):
    """The application on a real port of loopback; gives its address."""
    import uvicorn

    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.05)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
