"""A fast model server on loopback in OpenAI's wire format: it answers with the first source it is shown.

Run as ``python -m evals.benchmarks.loopback PORT``; the query ``?wait=SECONDS`` of the address delays the answer.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from typing import Any

_SOURCE = re.compile(r"<kilde_1>\"[^\n]*?\": (\"(?:[^\"\\]|\\.)*\")</kilde_1>")
_LANGUAGE = re.compile(r"\((nb|nn|en)\)")
PIECE = 12


def answer_to(body: dict[str, Any]) -> str:
    """A good answer to our prompt; to any other, a sentence."""
    asked = body["messages"][-1]["content"]
    source, language = _SOURCE.search(asked), _LANGUAGE.search(asked)
    if not language:
        return "Båtturen mellom Haugesund og Utsira tar rundt 70 minutter."
    triage = dict.fromkeys(("political", "mixed", "formal_enquiry", "personal_data"), False) | {"intents": ["service_question"]}
    said = [{"text": json.loads(source.group(1)), "source": "kilde_1"}] if source else [{"text": "Takk!", "source": "ingen"}]
    return json.dumps({"triage": triage, "sentences": said, "completeness": "complete", "tone": "factual",
                       "language": language.group(1)}, ensure_ascii=False)  # fmt: skip


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer the requests of one connection."""
    try:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            size = int(re.search(r"content-length: (\d+)", head, re.IGNORECASE).group(1))
            body = json.loads(await reader.readexactly(size))
            wait = re.search(r"wait=([\d.]+)", head.splitlines()[0] + str(body.get("model")))
            await asyncio.sleep(float(wait.group(1)) if wait else 0)
            await (_stream(writer, body) if body.get("stream") else _whole(writer, body))
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


async def _whole(writer: asyncio.StreamWriter, body: dict[str, Any]) -> None:
    message = {"role": "assistant", "content": answer_to(body)}
    usage = {"prompt_tokens": 1500, "completion_tokens": 100, "total_tokens": 1600}
    sent = json.dumps({"id": "1", "object": "chat.completion", "created": 0, "model": body["model"], "usage": usage,
                       "choices": [{"index": 0, "finish_reason": "stop", "message": message}]}).encode()  # fmt: skip
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s" % (len(sent), sent))
    await writer.drain()


async def _stream(writer: asyncio.StreamWriter, body: dict[str, Any]) -> None:
    """Triage at once, then the rest piece by piece; each piece of text carries no time, its place in the order does."""
    text = answer_to(body)
    start = max(text.find('"text": "') + len('"text": "'), 0)
    pieces = [text[:start]] if start else []
    pieces += [text[at : at + PIECE] for at in range(start, len(text), PIECE)]
    writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n")
    for number, piece in enumerate(pieces):
        if number == 1:
            sys.stdout.write(f"{time.monotonic()}\n")
            sys.stdout.flush()
        _event(writer, body, {"content": piece, "role": "assistant"}, None)
        await writer.drain()
        await asyncio.sleep(0.005)
    _event(writer, body, {}, "stop")
    done = b"data: [DONE]\n\n"
    writer.write(b"%x\r\n%s\r\n0\r\n\r\n" % (len(done), done))
    await writer.drain()


def _event(writer: asyncio.StreamWriter, body: dict[str, Any], delta: dict[str, str], finish: str | None) -> None:
    chunk = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": body["model"],
             "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}  # fmt: skip
    sent = f"data: {json.dumps(chunk)}\n\n".encode()
    writer.write(b"%x\r\n%s\r\n" % (len(sent), sent))


async def main(port: int) -> None:
    """Serve until ended."""
    server = await asyncio.start_server(serve, "127.0.0.1", port, backlog=256)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
