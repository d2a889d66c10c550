"""What other tools' webhooks bring: the comment in it, if there is one for us, as a job. Nothing is answered from here.

Each reader takes a verified body and gives jobs; what is not a citizen's new comment gives none.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from service.errors import BadRequest
from service.jobs import Job
from service.requests import DraftRequest

Id = Annotated[int, Field(ge=1, lt=2**63)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="ignore")


class _WithId(_Body):
    id: Id


class ChatwootEvent(_Body):
    """``message_created`` of Chatwoot; only incoming messages that are not private are comments."""

    event: str
    id: Id | None = None
    content: str | None = None
    message_type: str | None = None
    private: bool = False
    account: _WithId | None = None
    conversation: _WithId | None = None


class ZendeskTicket(_Body):
    """The body that the trigger in README writes."""

    ticket_id: str = Field(min_length=1, max_length=40)
    comment_id: str = Field(min_length=1, max_length=40)
    comment: str
    channel: Literal["facebook", "x", "instagram", "web"] = "web"


class _From(_Body):
    id: str = ""


class _Value(_Body):
    item: str = ""
    verb: str = ""
    comment_id: str = Field("", max_length=120)
    message: str = ""
    sender: _From = Field(_From(), alias="from")


class _Change(_Body):
    field: str = ""
    value: _Value = _Value()


class _Entry(_Body):
    id: str = ""
    changes: list[_Change] = []


class MetaFeed(_Body):
    """A page's feed; the page's own comments are left out, or we would answer ourselves."""

    object: str = ""
    entry: list[_Entry] = []


def from_chatwoot(body: bytes) -> list[Job]:
    """De-duplicated on account, event and message id: the delivery id is not signed. Raises BadRequest."""
    event = _read(ChatwootEvent, body)
    ours = event.event == "message_created" and event.message_type == "incoming" and not event.private
    if not ours or not (event.content or "").strip() or None in (event.id, event.account, event.conversation):
        return []
    name = f"chatwoot:{event.account.id}:{event.id}"
    reply_to = {"account": event.account.id, "conversation": event.conversation.id}
    return _comment(name, event.content, "facebook", "chatwoot", reply_to)


def from_meta(body: bytes) -> list[Job]:
    """New and edited comments on the page's posts. Only ever read. Raises BadRequest."""
    feed = _read(MetaFeed, body)
    jobs: list[Job] = []
    for entry in feed.entry if feed.object == "page" else []:
        for value in (change.value for change in entry.changes if change.field == "feed"):
            ours = value.item == "comment" and value.verb in ("add", "edited") and value.sender.id != entry.id
            if ours and value.comment_id and value.message.strip():
                jobs += _comment(f"meta:{value.comment_id}", value.message, "facebook", "meta", None)
    return jobs


def from_zendesk(body: bytes) -> list[Job]:
    """The comment of a ticket. Raises BadRequest."""
    ticket = _read(ZendeskTicket, body)
    if not ticket.comment.strip():
        return []
    return _comment(f"zendesk:{ticket.ticket_id}:{ticket.comment_id}", ticket.comment, ticket.channel, "zendesk", None)


def _comment(name: str, text: str, channel: str, sender: str, reply_to: dict | None) -> list[Job]:
    try:
        request = DraftRequest(comment=text[:5000], channel=channel, external_id=name)
    except ValidationError:
        return []
    payload = {"request": request.model_dump(mode="json"), "sender": sender, "reply_to": reply_to}
    return [Job("comment", payload, once=f"{name}:{request.content_hash}")]


def _read(model: type[_Body], body: bytes):
    try:
        return model.model_validate_json(body)
    except ValidationError:
        raise BadRequest("Innholdet er ikke slik avsenderen dokumenterer det.", field="body") from None
