"""Settings: the one reader of the environment. Every name begins with ``SVARUTKAST_``."""

from __future__ import annotations

import difflib
import ipaddress
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
    embedding: str = Field("built-in", description="embeddings: `built-in`, `litellm:MODEL` or `fastembed:MODEL`")
    embedding_url: str = Field("", description="address of the embedding model's server; empty: MODEL_URL")
    embedding_key: str = Field("", description="key for the embedding model; empty: MODEL_KEY")
    knowledge_dir: Path = Field(ROOT / "knowledge", description="the knowledge base")
    prompts_dir: Path = Field(ROOT / "prompts", description="reply frames, referrals and prompts")
    dictionaries: Path = Field(
        Path("/usr/share/hunspell"), description="Hunspell's `nb_NO` and `nn_NO`, where installed (Debian: `hunspell-no`)"
    )
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
    judge: bool = Field(False, description="`on`: the model also judges a text by rules that need judgement, where asked to")
    access: Literal["auto", "required"] = Field(
        "auto", description="`required`: a key, token or session also on loopback with nothing else configured"
    )
    public_url: str = Field("", description="address staff and programs use, where it is not HOST:PORT")
    four_eyes: bool = Field(False, description="whoever wrote a text may not be the one who approves it")
    rate_limit: str = Field("600/minute", description="requests a key, token or person may make")
    request_seconds: float = Field(60.0, gt=0, description="seconds a request may take")
    jwt_issuer: str = Field("", description="issuer of bearer tokens (Maskinporten, Entra ID); empty: none")
    jwt_audience: str = Field("", description="audience that tokens must be made for")
    jwt_jwks_url: str = Field("", description="the issuer's keys; empty: as its own metadata says")
    jwt_algorithms: str = Field("RS256 ES256", description="signature algorithms that count")
    jwt_scope_prefix: str = Field("", description="what stands before `draft`, `decide`, `read`, `admin` in scopes or roles")
    oidc_issuer: str = Field("", description="issuer that staff sign in with; empty: no such sign-in")
    oidc_client_id: str = Field("", description="our id at that issuer")
    oidc_client_secret: str = Field("", description="our secret at that issuer")
    oidc_roles_claim: str = Field("roles", description="claim that holds a person's roles or groups")
    oidc_writers: str = Field("writer", description="value of that claim that makes a writer")
    oidc_approvers: str = Field("approver", description="value of that claim that makes an approver")
    frame_ancestors: str = Field("", description="origins that may show the dashboard app in a frame, separated by spaces")
    chatwoot_url: str = Field("", description="Chatwoot, for private notes; empty: none are written")
    chatwoot_token: str = Field("", description="access token of a Chatwoot agent bot or user")
    chatwoot_secret: str = Field("", description="secret of Chatwoot's webhook; empty: not received")
    meta_secret: str = Field("", description="app secret of Meta's webhook; empty: not received")
    meta_verify_token: str = Field("", description="word Meta repeats when the webhook is set up")
    zendesk_secret: str = Field("", description="signing secret of Zendesk's webhook; empty: not received")
    webhook_url: str = Field("", description="where events are sent; empty: nowhere")
    webhook_secret: str = Field("", description="secret events are signed with (`whsec_` and base64)")
    retain_text_days: int = Field(365, ge=0, description="days until the words of a draft are deleted; 0: never")
    retain_figures_days: int = Field(1825, ge=0, description="days until the rest is deleted too; 0: never")

    @property
    def database(self) -> str:
        """The SQLAlchemy URL in use."""
        return self.database_url or f"sqlite:///{self.data_dir / 'svarutkast.db'}"

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach the service, as far as the address it listens on says."""
        try:
            return self.host == "localhost" or ipaddress.ip_address(self.host.strip("[]")).is_loopback
        except ValueError:
            return False

    @property
    def base_url(self) -> str:
        """The address of the service as others write it, without a slash at the end."""
        return self.public_url.rstrip("/") or f"http://{self.host}:{self.port}"


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
