"""How soon staff see what a comment is: ``python -m evals.benchmarks.page [DATA_DIR]``.

In a real browser, over loopback, warm, in one run: milliseconds from pressing Ctrl+Enter on the page Ask until the triage
has been drawn (or, where the whole draft comes within the same frame, until its page takes over), beside a bare FastAPI
page whose answer is a constant. Needs chromium and the tools for development.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from statistics import median
from typing import Any

from evals.benchmarks.latency import free_port, process

COMMENTS = ("Hvor lang tid tar båten fra Haugesund?", "Kor lang er turen med rutebåten frå Haugesund?",
            "Hvor mange teiner kan jeg ha når jeg fisker hummer?")  # fmt: skip
WARM, COUNT = 5, 40
BARS = {"triage_ms": 150.0}
WATCH = """() => {
  sessionStorage.removeItem("waited");
  let pressed = 0;
  const drawn = () => { sessionStorage.waited ??= performance.now() - pressed; };
  addEventListener("keydown", (event) => { if (event.key === "Enter") pressed = performance.now(); }, true);
  addEventListener("pagehide", drawn);
  new MutationObserver((changes) => {
    if (changes.some((change) => change.addedNodes.length)) requestAnimationFrame(() => setTimeout(drawn));
  }).observe(document.getElementById("triage"), {childList: true});
}"""
"""Notes the time in the session's storage, which outlives the page: the draft is opened as soon as it is done."""


def waits(page: Any, address: str, leads_to: str, count: int) -> list[float]:
    """Milliseconds from the key to the drawn triage, for each of so many comments."""
    found = []
    for number in range(count):
        page.goto(address)
        page.fill("#comment", COMMENTS[number % len(COMMENTS)])
        page.evaluate(WATCH)
        page.keyboard.press("Control+Enter")
        page.wait_for_url(leads_to)
        page.wait_for_function("sessionStorage.getItem('waited')")
        found.append(float(page.evaluate("sessionStorage.getItem('waited')")))
    return found


def measure(data: Path) -> dict[str, float]:
    """Every figure, by name."""
    from playwright.sync_api import sync_playwright

    ours, bare, python = free_port(), free_port(), sys.executable
    service = (python, "-m", "service.cli", "serve", "--port", str(ours))
    found: dict[str, float] = {}
    with (
        process(*service, port=ours, SVARUTKAST_DATA_DIR=str(data), SVARUTKAST_RATE_LIMIT="100000/minute"),
        process(python, "-m", "evals.benchmarks.bare_page", str(bare), port=bare),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name, port, leads_to in (("bare", bare, "**/"), ("triage", ours, "**/drafts/*")):
            page = browser.new_page(bypass_csp=True)  # for the wait; the page itself evaluates nothing
            waits(page, f"http://127.0.0.1:{port}/", leads_to, WARM)
            times = waits(page, f"http://127.0.0.1:{port}/", leads_to, COUNT)
            found[f"{name}_ms"], found[f"{name}_slowest_ms"] = median(times), max(times)
        browser.close()
    found["times_bare"] = found["triage_ms"] / found["bare_ms"]
    return found


def main() -> int:
    """Print every figure and whether its bar holds; 1 where one does not."""
    figures = measure(Path(sys.argv[1] if len(sys.argv) > 1 else "var"))
    for name, value in figures.items():
        told = f"   bar: at most {BARS[name]:g}" if name in BARS else ""
        print(f"{name:>20} {value:8.2f}{told}")
    return int(any(figures[name] > bar for name, bar in BARS.items()))


if __name__ == "__main__":
    sys.exit(main())
