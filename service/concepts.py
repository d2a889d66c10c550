"""Groups of words that say the same kind of thing: a view of a text beside its n-grams, so that few examples reach further."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

from service.errors import KnowledgeError

_LONGEST = 4
"""Words in the longest run that a group may hold."""
_TOKEN = re.compile(r"\w+")


class Concepts:
    """Names the groups a text touches, and every pair of them. Read from a file of lists, each under its name in brackets."""

    def __init__(self, whole: dict[str, str], begun: dict[str, str]) -> None:
        self._whole, self._begun = whole, begun

    @classmethod
    def read(cls, path: Path) -> Concepts:
        """Raises KnowledgeError where the file is missing or a line stands under no name."""
        whole: dict[str, str] = {}
        begun: dict[str, str] = {}
        name = ""
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except OSError as error:
            raise KnowledgeError(f"{path}: {error.strerror}") from None
        for number, line in enumerate(lines, 1):
            if line.startswith("["):
                name = line.strip("[] ")
            elif line.strip() and not line.startswith("#"):
                if not name:
                    raise KnowledgeError(f"{path}:{number}: ordene mangler et gruppenavn over seg")
                for word in line.split(","):
                    word = " ".join(word.lower().split())
                    (begun if word.endswith("*") else whole)[word.rstrip("*")] = name
        return cls(whole, begun)

    def __call__(self, text: str) -> list[str]:
        tokens = _TOKEN.findall(text.lower())
        runs = (" ".join(tokens[i : i + size]) for size in range(1, _LONGEST + 1) for i in range(len(tokens) - size + 1))
        found = {name for run in runs if (name := self._whole.get(run) or self._named(run))}
        return [*sorted(found), *("+".join(pair) for pair in combinations(sorted(found), 2))]

    def _named(self, run: str) -> str | None:
        return next((self._begun[run[:end]] for end in range(len(run), 1, -1) if run[:end] in self._begun), None)
