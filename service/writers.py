"""Makes the model engine the settings ask for."""

from __future__ import annotations

from urllib.parse import urlsplit

from service.budget import DailyBudget
from service.calls import Calls
from service.circuit import Circuit
from service.config import Settings
from service.draft import ExtractiveEngine
from service.errors import SettingsError
from service.knowledge import Contact
from service.model import LanguageModel
from service.ports import Model
from service.prompts import Prompts
from service.support import Vocabulary
from service.writer import FOLDER, ModelEngine


def model_engine(
    settings: Settings, prompts: Prompts, contacts: dict[str, Contact], models: tuple[Model, ...] | None = None
) -> ModelEngine | None:
    """The engine, or None where no model is set; ``models`` take the place of those in the settings.

    Raises SettingsError where an address lies outside the allowed hosts.
    """
    models = configured(settings) if models is None else models
    if not models:
        return None
    calls = Calls(
        models=models, circuits=tuple(Circuit(settings.model_pause) for _ in models),
        budget=DailyBudget(settings.data_dir / "usage", settings.model_daily_cost, settings.model_daily_tokens),
        seconds=settings.model_seconds,
    )  # fmt: skip
    vocabulary = Vocabulary.read(settings.prompts_dir / FOLDER / "words.txt")
    return ModelEngine(calls, prompts, ExtractiveEngine(prompts, contacts), vocabulary)


def configured(settings: Settings) -> tuple[LanguageModel, ...]:
    """The models of the settings, the first one first. Raises SettingsError."""
    if not settings.model:
        return ()
    hosts = frozenset(_list(settings.model_hosts))
    found = []
    for entry in [settings.model, *_list(settings.model_fallbacks)]:
        name, _, address = entry.partition("@http")
        url = f"http{address}" if address else settings.model_url
        if url and not urlsplit(url).hostname:
            raise SettingsError(f"SVARUTKAST_MODEL_URL er ikke en adresse: {url}", field="SVARUTKAST_MODEL_URL")
        if hosts and url and urlsplit(url).hostname not in hosts:
            raise SettingsError(f"{url} er ikke blant vertene i SVARUTKAST_MODEL_HOSTS.", field="SVARUTKAST_MODEL_HOSTS")
        found.append(LanguageModel(name, url, settings.model_key, hosts=hosts))
    return tuple(found)


def _list(value: str) -> list[str]:
    return [item.strip() for item in value.split(",") if item.strip()]
