"""Kills a service under load, again and again: what it had acknowledged must be there afterwards.

Used by test_crash.py (few times) and ``make soak`` (50 times). Everything stays on loopback and ends by itself.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
from test_hooks import message
from test_signatures import signed

BIN = Path(sys.executable).parent / "svarutkast"
QUESTION = "Hva er telefonnummeret til kommunen?"
START_SECONDS = 90
SAID: list[bytes] = []
"""What the killed services logged."""


class Load:
    """Sends drafts, decisions and webhooks for as long as there is somebody to answer, and remembers the answers."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.drafts: dict[str, str] = {}
        self.decisions: dict[str, str] = {}
        self.messages: set[int] = set()
        self._number = 0
        self._lock = threading.Lock()

    def until(self, stop: threading.Event) -> None:
        """One after another; a connection that breaks is an answer that was never given."""
        with httpx.Client(base_url=self.url, timeout=20, trust_env=False) as client:
            while not stop.is_set():
                with self._lock:
                    self._number += 1
                    number = self._number
                try:
                    self._one(client, number)
                except httpx.HTTPError:
                    stop.wait(0.05)

    def wait_for_something(self, seconds: float) -> None:
        """Return when a draft, a decision and a message have been acknowledged, or the time is up: a slow start proves nothing."""
        deadline = time.monotonic() + seconds
        while not (self.drafts and self.decisions and self.messages) and time.monotonic() < deadline:
            time.sleep(0.05)

    def _one(self, client: httpx.Client, number: int) -> None:
        made = client.post("/api/v1/drafts", json={"comment": QUESTION, "external_id": f"crash-{number}"})
        if made.status_code == 201:
            self.drafts[made.json()["id"]] = f"crash-{number}"
            body = {"decision": "approved", "by": "prøve", "sources_checked": True}
            decided = client.post(f"/api/v1/drafts/{made.json()['id']}/decision", json=body)
            if decided.status_code == 201:
                self.decisions[decided.json()["id"]] = made.json()["id"]
        hook = message(id=number, content=f"{QUESTION} Nummer {number}")
        headers = {"content-type": "application/json", **signed("chatwoot", hook, int(time.time()))}
        if client.post("/hooks/chatwoot", content=hook, headers=headers).status_code == 202:
            self.messages.add(number)


def start(port: int, environment: dict[str, str]) -> subprocess.Popen:
    """A service that answers, or AssertionError with what it said."""
    process = subprocess.Popen([BIN, "serve", "--port", str(port)], env={**os.environ, **environment},
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)  # fmt: skip
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, process.stderr.read().decode()
        try:
            if httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=1, trust_env=False).status_code == 200:
                threading.Thread(target=lambda: SAID.append(process.stderr.read()), daemon=True).start()
                return process
        except httpx.HTTPError:
            time.sleep(0.1)
    process.kill()
    raise AssertionError("the service did not start")


def kill_again_and_again(times: int, port: int, environment: dict[str, str], seconds: float = 1.5) -> Load:
    """Start, load, kill with SIGKILL at a random moment; ``times`` times. What was acknowledged comes back."""
    load, chance = Load(f"http://127.0.0.1:{port}"), random.Random(8)
    for _ in range(times):
        process = start(port, environment)
        stop = threading.Event()
        workers = [threading.Thread(target=load.until, args=(stop,)) for _ in range(4)]
        for worker in workers:
            worker.start()
        time.sleep(chance.uniform(0.3, seconds))
        load.wait_for_something(START_SECONDS)
        process.send_signal(signal.SIGKILL)
        process.wait()
        stop.set()
        for worker in workers:
            worker.join(30)
    return load
