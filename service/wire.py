"""litellm's errors in our own words: one table, by the name of the exception."""

from __future__ import annotations

import re
from typing import Any

from service.errors import FallbackReason, ModelError

REASONS: dict[str, FallbackReason] = {
    "Timeout": "timeout", "APITimeoutError": "timeout",
    "APIConnectionError": "unreachable", "RouterRateLimitError": "rate_limited", "RateLimitError": "rate_limited",
    "BudgetExceededError": "rate_limited",
    "AuthenticationError": "unauthorized", "PermissionDeniedError": "unauthorized", "PaymentRequiredError": "unauthorized",
    "InternalServerError": "server_error", "ServiceUnavailableError": "server_error", "BadGatewayError": "server_error",
    "APIError": "server_error", "APIResponseValidationError": "server_error", "APIStatusError": "server_error",
    "MidStreamFallbackError": "stream_cut", "OpenAIError": "server_error",
    "BadRequestError": "rejected", "InvalidRequestError": "rejected", "UnprocessableEntityError": "rejected",
    "NotFoundError": "rejected", "ContextWindowExceededError": "rejected", "UnsupportedParamsError": "rejected",
    "ImageFetchError": "rejected", "BlockedPiiEntityError": "content_filter", "GuardrailRaisedException": "content_filter",
    "ContentPolicyViolationError": "content_filter", "RejectedRequestError": "content_filter",
    "JSONSchemaValidationError": "wrong_shape", "LiteLLMUnknownProvider": "rejected",
}  # fmt: skip
_AGAIN = frozenset({"unreachable", "rate_limited", "server_error", "stream_cut"})
_DOWN = _AGAIN | {"timeout", "unauthorized"}
_NO_CONNECTION = re.compile(r"connect|refused|name resolution|ssl", re.IGNORECASE)


def reason_of(error: Exception, model: str) -> ModelError:
    """Our error for one of litellm's (or of httpx's, from a stream), without its text."""
    name = next((kind.__name__ for kind in type(error).__mro__ if kind.__name__ in REASONS), None)
    reason = REASONS[name] if name else "stream_cut"
    if getattr(error, "status_code", None) in (401, 403):
        reason = "unauthorized"
    if reason == "server_error" and _NO_CONNECTION.search(str(error)):
        reason = "unreachable"
    told = f"Språkmodellen {model} svarte ikke ({type(error).__name__})."
    return ModelError(reason, told, again=reason in _AGAIN, down=reason in _DOWN, retry_after=_retry_after(error))


def _retry_after(error: Any) -> float | None:
    places = (getattr(error, "litellm_response_headers", None), getattr(getattr(error, "response", None), "headers", None))
    told = next((headers["retry-after"] for headers in places if headers and "retry-after" in headers), "")
    return float(told) if re.fullmatch(r"\d+(\.\d+)?", told) else None
