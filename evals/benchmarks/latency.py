"""How much the service adds to a model's own time: ``python -m evals.benchmarks.latency``.

All over the same loopback server, one worker each, warm, in one run: milliseconds a draft against answers that take no time,
drafts a second at 64 at a time against answers of 300 ms, and milliseconds from the server's first word to the client's. The
comments are development questions that the service drafts for with one call.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from evals.dataset import load, of_split

MOST = 60
"""Different comments of a run."""
WARM, ALONE, AT_ONCE, TOGETHER = 40, 300, 64, 640
BARS = {"overhead_ms": 12.0, "share_of_bare": 0.45, "times_stock": 3.0, "first_token_ms": 15.0}


class Client:
    """One connection that is kept open; costs next to nothing itself."""

    def __init__(self, port: int, comments: Sequence[str]) -> None:
        self._port, self._comments, self._reader, self._writer = port, comments, None, None

    async def post(self, number: int, accept: str = "application/json") -> asyncio.StreamReader:
        """Send one comment; the reader stands after the head of the answer."""
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port, limit=2**20)
        body = json.dumps({"comment": self._comments[number % len(self._comments)]}).encode()
        self._writer.write(b"POST /api/v1/drafts HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n"
                           b"accept: %s\r\ncontent-length: %d\r\n\r\n%s" % (accept.encode(), len(body), body))  # fmt: skip
        return self._reader

    async def draft(self, number: int) -> dict:
        """Send one comment and read the whole answer."""
        reader = await self.post(number)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        assert head.startswith(b"http/1.1 201"), head
        return json.loads(await reader.readexactly(int(head.split(b"content-length: ")[1].split(b"\r\n")[0])))


async def drafted_at_once(port: int) -> list[str]:
    """Development questions that the service drafts for with one call of the model."""
    asked = [sample.input["comment"] for sample in of_split(load(kinds=("answers",)), "dev") if sample.expect.facts]
    client, chosen = Client(port, asked), []
    for number, comment in enumerate(asked):
        answer = await client.draft(number)
        if answer["status"] == "drafted" and answer["engine"]["model_calls"] == 1:
            chosen.append(comment)
        if len(chosen) == MOST:
            break
    return chosen


async def alone(port: int, comments: Sequence[str], count: int) -> list[float]:
    """Milliseconds of each of so many drafts, one after the other."""
    client, times = Client(port, comments), []
    for number in range(count):
        started = time.perf_counter()
        await client.draft(number)
        times.append((time.perf_counter() - started) * 1000)
    return times


async def together(port: int, comments: Sequence[str], count: int, at_once: int = AT_ONCE) -> float:
    """Drafts a second, so many at a time."""
    numbers = iter(range(count))

    async def work() -> None:
        client = Client(port, comments)
        for number in numbers:
            await client.draft(number)

    started = time.perf_counter()
    await asyncio.gather(*(work() for _ in range(at_once)))
    return count / (time.perf_counter() - started)


async def first_tokens(port: int, comments: Sequence[str], said: asyncio.StreamReader, count: int) -> list[float]:
    """Milliseconds from the model's first word to the client's, for each of so many streamed drafts."""
    waits = []
    for number in range(count):
        client = Client(port, comments)
        reader = await client.post(number, "text/event-stream")
        while b"event: token" not in (line := await reader.readline()):
            assert line, "no token came"
        heard = time.monotonic()
        waits.append((heard - float(await said.readline())) * 1000)
    return waits


@contextmanager
def process(*command: str, port: int, **environment: str) -> Iterator[int]:
    """A server of its own, waited for; its port."""
    started = subprocess.Popen([*command], env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield port
    finally:
        started.terminate()
        started.wait(10)


def _wait_for(port: int) -> None:
    for _ in range(900):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"port {port} never answered")


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def everything(data: Path, wait: float) -> Iterator[dict[str, int]]:
    """The three services over one model server whose answers take ``wait`` seconds; their ports by name."""
    model, python = f"hosted_vllm/wait={wait}", sys.executable
    ports = {name: free_port() for name in ("loopback", "service", "bare", "stock")}
    url = f"http://127.0.0.1:{ports['loopback']}/v1"
    settings = {"SVARUTKAST_MODEL": model, "SVARUTKAST_MODEL_URL": url, "SVARUTKAST_DATA_DIR": str(data)}
    service = [str(Path(python).parent / "svarutkast"), "serve", "--port", str(ports["service"])]
    with ExitStack() as stack:
        stack.enter_context(process(python, "-m", "evals.benchmarks.loopback", str(ports["loopback"]), port=ports["loopback"]))
        stack.enter_context(process(*service, port=ports["service"], **settings))
        for name in ("bare", "stock"):
            rival = (python, "-m", "evals.benchmarks.rivals", name, str(ports[name]), model, url)
            stack.enter_context(process(*rival, port=ports[name]))
        yield ports


async def streamed(data: Path, comments: Sequence[str], count: int = 60) -> float:
    """Median milliseconds from the model's first word to the client's."""
    loopback, port = free_port(), free_port()
    server = await asyncio.create_subprocess_exec(sys.executable, "-m", "evals.benchmarks.loopback", str(loopback),
                                                  stdout=asyncio.subprocess.PIPE)  # fmt: skip
    settings = {"SVARUTKAST_MODEL": "hosted_vllm/x", "SVARUTKAST_MODEL_URL": f"http://127.0.0.1:{loopback}/v1",
                "SVARUTKAST_DATA_DIR": str(data)}  # fmt: skip
    command = [str(Path(sys.executable).parent / "svarutkast"), "serve", "--port", str(port)]
    try:
        with process(*command, port=port, **settings):
            await first_tokens(port, comments, server.stdout, 10)
            return median(await first_tokens(port, comments, server.stdout, count))
    finally:
        server.terminate()
        await server.wait()


def measure(data: Path) -> dict[str, float]:
    """Every figure, by name."""
    found: dict[str, float] = {}
    with everything(data, 0.0) as ports:
        comments = asyncio.run(drafted_at_once(ports["service"]))
        for name in ("bare", "service", "stock"):
            asyncio.run(alone(ports[name], comments, WARM))
        for name in ("bare", "service", "stock"):
            found[f"{name}_ms"] = median(asyncio.run(alone(ports[name], comments, ALONE)))
            print(name, round(found[f"{name}_ms"], 2), "ms", file=sys.stderr)
    with everything(data, 0.3) as ports:
        for name in ("bare", "service", "stock"):
            asyncio.run(together(ports[name], comments, AT_ONCE * 2))
            found[f"{name}_per_second"] = asyncio.run(together(ports[name], comments, TOGETHER))
            print(name, round(found[f"{name}_per_second"], 1), "a second", file=sys.stderr)
    found["first_token_ms"] = asyncio.run(streamed(data, comments))
    found["overhead_ms"] = found["service_ms"] - found["bare_ms"]
    found["share_of_bare"] = found["service_per_second"] / found["bare_per_second"]
    found["times_stock"] = found["service_per_second"] / found["stock_per_second"]
    return found


def main() -> int:
    """Print every figure and whether its bar holds; 1 where one does not."""
    figures = measure(Path(sys.argv[1] if len(sys.argv) > 1 else "var"))
    broken = 0
    for name, value in figures.items():
        bar = BARS.get(name)
        least = name in ("share_of_bare", "times_stock")
        held = bar is None or (value >= bar if least else value <= bar)
        broken += not held
        told = "" if bar is None else f"   bar: {'at least' if least else 'at most'} {bar:g}{'' if held else '   BROKEN'}"
        print(f"{name:>20} {value:8.2f}{told}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
