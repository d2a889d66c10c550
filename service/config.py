"""Settings: the one reader of the environment. Every name begins with ``SVARUTKAST_``."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from service.errors import SettingsError

PREFIX = "SVARUTKAST_"
ROOT = Path(__file__).resolve().parent.parent
ENV_FILE = Path(".env")


class Settings(BaseSettings):
    """What an installation may set, with the default of each."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=ENV_FILE, frozen=True, extra="ignore")

    host: str = Field("127.0.0.1", description="address the service listens on")
    port: int = Field(8000, ge=0, le=65535, description="port the service listens on")
    data_dir: Path = Field(Path("var"), description="index, database and fitted models; never committed")
    database_url: str = Field("", description="SQLAlchemy URL; empty: SQLite under DATA_DIR")
    index: Literal["embedded"] = Field("embedded", description="search index: Chroma under DATA_DIR")
    knowledge_dir: Path = Field(ROOT / "knowledge", description="the knowledge base")
    prompts_dir: Path = Field(ROOT / "prompts", description="reply frames, referrals and prompts")
    house_language: Literal["nb", "nn", "en"] = Field(
        "nb", description="reply language where the citizen's cannot be told"
    )
    answer_days: int = Field(2, ge=1, le=30, description="working days until an answer, said in holding replies")
    model: str = Field("", description="litellm model string; empty: no model")
    model_url: str = Field("", description="address of a model server of one's own")
    model_key: str = Field("", description="key for the model")
    model_fallbacks: str = Field("", description="models tried when the first fails, with comma; each may be name@address")
    model_hosts: str = Field("", description="the only hosts a model may be called at, with comma; empty: that of MODEL_URL")
    model_seconds: float = Field(20.0, gt=0, le=300, description="time budget for the model's part of a draft")
    model_pause: float = Field(30.0, gt=0, description="seconds a model rests after five failed drafts in a row")
    model_daily_cost: float = Field(0.0, ge=0, description="US dollars a day; then no more model calls; 0: no limit")
    model_daily_tokens: int = Field(0, ge=0, description="tokens a day; then no more model calls; 0: no limit")

    @property
    def database(self) -> str:
        """The SQLAlchemy URL in use."""
        return self.database_url or f"sqlite:///{self.data_dir / 'svarutkast.db'}"


def load_settings() -> Settings:
    """Read the environment and ``.env``.

    Raises SettingsError for a misspelt name (with the nearest right one) or a value that cannot be used.
    """
    _reject_unknown(_names_in_use())
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + str(first["loc"][0]).upper()
        raise SettingsError(f"Innstillingen {name} kan ikke brukes: {first['msg']}", field=name) from None


def _names_in_use() -> Iterable[str]:
    yield from os.environ
    if ENV_FILE.is_file():
        for line in ENV_FILE.read_text(encoding="utf-8").splitlines():
            if "=" in line and not line.lstrip().startswith("#"):
                yield line.split("=", 1)[0].removeprefix("export ").strip()


def _reject_unknown(names: Iterable[str]) -> None:
    known = [PREFIX + field.upper() for field in Settings.model_fields]
    for name in names:
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            nearest = difflib.get_close_matches(name.upper(), known, n=1, cutoff=0.0)
            raise SettingsError(f"Ukjent innstilling {name}. Mente du {nearest[0]}?", field=name)
