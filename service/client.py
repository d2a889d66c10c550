"""A typed client of the API, for other programs and for our own tests.

>>> with Svarutkast("https://svar.example.no", key="svk_…") as service:
...     draft = service.create(DraftRequest(comment="Når går båten?"), idempotency_key="17")
"""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType
from typing import Any, Protocol

from service.domain import CheckResponse, Decision, DraftResponse, SearchHit, Triage
from service.record import Record
from service.requests import CheckRequest, DecisionRequest, DraftRequest


class Http(Protocol):
    """What the client needs of an HTTP library: httpx's ``Client``, or Starlette's ``TestClient``."""

    def request(self, method: str, url: str, **more: Any) -> Any: ...

    def close(self) -> None: ...


class ProblemError(Exception):
    """The service answered with a problem document; ``title`` is a sentence for the person who reads it."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.status: int = document["status"]
        self.title: str = document["title"]
        self.field: str | None = document.get("field")
        self.request_id: str | None = document.get("request_id")
        super().__init__(f"{self.status} {self.title}")


class Svarutkast:
    """One service. ``key`` is an API key or a token; ``timeout`` is in seconds. Methods raise ProblemError."""

    def __init__(self, base_url: str = "", key: str | None = None, timeout: float = 60.0, http: Http | None = None) -> None:
        if http is None:
            import httpx

            http = httpx.Client(base_url=base_url, timeout=timeout)
        self._http = http
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}

    def create(self, request: DraftRequest, idempotency_key: str | None = None) -> DraftResponse:
        """Draft a reply."""
        more = {"Idempotency-Key": idempotency_key} if idempotency_key else {}
        answer = self._call("POST", "/drafts", json=request.model_dump(mode="json"), headers=more)
        return DraftResponse.model_validate_json(answer.content)

    def get(self, draft_id: str) -> tuple[DraftResponse, str]:
        """One draft, and the tag of the version seen, for ``decide``."""
        answer = self._call("GET", f"/drafts/{draft_id}")
        return DraftResponse.model_validate_json(answer.content), answer.headers["etag"]

    def queue(self, **filters: Any) -> Iterator[DraftResponse]:
        """Every draft that the filters let through, newest first, page by page."""
        cursor: str | None = None
        while True:
            params = {name: value for name, value in {**filters, "cursor": cursor}.items() if value is not None}
            page = self._call("GET", "/drafts", params=params).json()
            yield from (DraftResponse.model_validate(draft) for draft in page["drafts"])
            cursor = page["next"]
            if cursor is None:
                return

    def decide(self, draft_id: str, request: DecisionRequest, etag: str | None = None,
               idempotency_key: str | None = None) -> Decision:  # fmt: skip
        """Tell what staff did."""
        headers = {name: value for name, value in (("If-Match", etag), ("Idempotency-Key", idempotency_key)) if value}
        answer = self._call("POST", f"/drafts/{draft_id}/decision", json=request.model_dump(mode="json"), headers=headers)
        return Decision.model_validate_json(answer.content)

    def record(self, draft_id: str) -> Record:
        """The archive record."""
        return Record.model_validate_json(self._call("GET", f"/drafts/{draft_id}/record").content)

    def triage(self, request: DraftRequest) -> Triage:
        """What a comment is."""
        return Triage.model_validate_json(self._call("POST", "/triage", json=request.model_dump(mode="json")).content)

    def check(self, request: CheckRequest) -> CheckResponse:
        """Judge a draft."""
        return CheckResponse.model_validate_json(self._call("POST", "/checks", json=request.model_dump(mode="json")).content)

    def search(self, query: str, k: int = 5) -> list[SearchHit]:
        """Search the knowledge base."""
        answer = self._call("GET", "/knowledge", params={"q": query, "k": k})
        return [SearchHit.model_validate(hit) for hit in answer.json()["results"]]

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

    def __enter__(self) -> Svarutkast:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _call(self, method: str, path: str, headers: dict[str, str] | None = None, **more: Any) -> Any:
        answer = self._http.request(method, f"/api/v1{path}", headers={**self._headers, **(headers or {})}, **more)
        if answer.status_code >= 400:
            raise ProblemError(answer.json())
        return answer
