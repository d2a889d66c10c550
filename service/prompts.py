"""Jinja2: every word a citizen or a model is to read is a template under ``prompts/``."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError

from service.errors import ServiceError
from service.fence import fence


class PromptError(ServiceError):
    """A template is missing, broken or was not given what it needs."""

    title = "En svarmal mangler eller er feil."


class Prompts:
    """Renders templates from one folder; a missing variable is an error that names it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._environment = Environment(
            loader=FileSystemLoader(folder), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
            autoescape=False, auto_reload=False,
        )  # fmt: skip
        self._environment.filters["fence"] = fence
        self._versions: dict[str, str] = {}

    def render(self, name: str, **values: Any) -> str:
        """Render ``<name>.jinja2``, stripped. Raises PromptError with the template's name."""
        try:
            return self._environment.get_template(f"{name}.jinja2").render(**values).strip()
        except TemplateError as error:
            raise PromptError(f"Malen {name}.jinja2 kan ikke brukes: {error}") from error

    def version(self, folder: str) -> str:
        """A short hash of the templates in one folder, kept with every draft. Templates are read once a process."""
        if folder not in self._versions:
            self._versions[folder] = self._hash(folder)
        return self._versions[folder]

    def _hash(self, folder: str) -> str:
        digest = hashlib.sha256()
        for path in sorted((self._folder / folder).rglob("*.jinja2")):
            digest.update(path.read_bytes())
        return digest.hexdigest()[:12]
