"""Writes private notes in Chatwoot, and can write nothing else: the municipality's reply is always sent by a person."""

from __future__ import annotations

import json
from dataclasses import dataclass

from service.domain import DraftResponse
from service.outbound import call

STATUS_WORDS = {
    "drafted": "Utkast til svar (les, rett og send selv):",
    "refused": "Ikke utkast: politisk henvendelse (regel A10). Kan sendes:",
    "needs_human": "Et menneske må ta denne.",
    "no_reply_needed": "Svar er ikke nødvendig.",
}


@dataclass(frozen=True)
class Chatwoot:
    """One Chatwoot. Raises OutboundError, with the status that Chatwoot answered, if any."""

    url: str
    token: str

    def note(self, account: int, conversation: int, draft: DraftResponse, link: str) -> None:
        """Put a draft beside the conversation, where only staff see it."""
        path = f"/api/v1/accounts/{int(account)}/conversations/{int(conversation)}/messages"
        words = "\n\n".join(part for part in (STATUS_WORDS[draft.status], draft.shown, link) if part)
        body = {"content": words, "message_type": "outgoing", "private": True}
        headers = {"api_access_token": self.token, "Content-Type": "application/json"}
        call("POST", self.url.rstrip("/") + path, headers=headers, content=json.dumps(body).encode())
