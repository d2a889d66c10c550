"""The least a page could be: a box, a key, a constant for an answer. Run as ``python -m evals.benchmarks.bare_page PORT``."""

from __future__ import annotations

import sys

import uvicorn
from fastapi import FastAPI
from fastapi.responses import HTMLResponse

PAGE = """<!doctype html><title>Bare</title><textarea id="comment"></textarea><div id="triage"></div><script>
addEventListener("keydown", async (event) => {
  if (!event.ctrlKey || event.key !== "Enter") return;
  const answer = await fetch("/answer", {method: "POST", headers: {"content-type": "application/json"},
    body: JSON.stringify({comment: document.getElementById("comment").value})});
  document.getElementById("triage").append((await answer.json()).triage);
});</script>"""
app = FastAPI()


@app.get("/")
def page() -> HTMLResponse:
    """The page."""
    return HTMLResponse(PAGE)


@app.post("/answer")
async def answer(_body: dict) -> dict[str, str]:
    """The same answer to everything."""
    return {"triage": "et spørsmål"}


if __name__ == "__main__":
    uvicorn.run(app, port=int(sys.argv[1]), log_level="warning")
