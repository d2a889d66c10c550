"""The two written forms' dictionaries (Hunspell nb and nn, Debian's ``hunspell-no``): which form a word belongs to alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

FILES = {"nb": "nb_NO", "nn": "nn_NO"}


@dataclass(frozen=True)
class Dictionaries:
    """Loaded when first asked (0.6 s, 54 MB); an installation without them knows the forms it has learned only."""

    folder: Path

    @property
    def installed(self) -> bool:
        """Whether both dictionaries lie in the folder."""
        return all((self.folder / f"{name}{end}").is_file() for name in FILES.values() for end in (".dic", ".aff"))

    def belongs_to(self, word: str, wanted: str) -> str | None:
        """The other written form, if only that one knows the word; None where the wanted one knows it, or neither does."""
        other = "nn" if wanted == "nb" else "nb"
        return other if not self.knows(wanted, word) and self.knows(other, word) else None

    def knows(self, form: str, word: str) -> bool:
        """Whether a written form's dictionary holds a word."""
        try:
            return self._loaded[form].spell(word)
        except UnicodeEncodeError:  # letters no Norwegian word has, so neither dictionary can hold it
            return False

    @cached_property
    def _loaded(self) -> dict[str, Any]:
        from hunspell import Hunspell

        return {form: Hunspell(name, hunspell_data_dir=str(self.folder)) for form, name in FILES.items()}
