"""Size: module median under 120 lines and none over 250; function median under 12, p90 under 30, none over 50."""

from __future__ import annotations

import ast
from statistics import median, quantiles

from service.config import ROOT

FILES = [path for folder in ("service", "evals") for path in (ROOT / folder).rglob("*.py")]
MODULES = {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in FILES}
FUNCTIONS = {
    f"{name}:{node.name}": node.end_lineno - node.lineno + 1
    for name, text in MODULES.items()
    for node in ast.walk(ast.parse(text))
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
}


def test_modules_are_small():
    lines = {name: text.count("\n") for name, text in MODULES.items()}
    assert {name: n for name, n in lines.items() if n > 250} == {}
    assert median(lines.values()) < 120


def test_functions_are_small():
    assert {name: n for name, n in FUNCTIONS.items() if n > 50} == {}
    assert median(FUNCTIONS.values()) < 12
    assert quantiles(FUNCTIONS.values(), n=10)[-1] < 30
