"""Settings: a misspelt one is an error at start, with the nearest right name."""

from __future__ import annotations

import pytest

from service.config import Settings, load_settings
from service.errors import SettingsError


def test_a_misspelt_setting_names_the_nearest_right_one(monkeypatch):
    monkeypatch.setenv("SVARUTKAST_DATA_DRI", "x")
    with pytest.raises(SettingsError, match="Mente du SVARUTKAST_DATA_DIR"):
        load_settings()


def test_a_misspelt_setting_in_the_env_file_is_found_too(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("SVARUTKAST_PROT=1\n", "utf-8")
    with pytest.raises(SettingsError, match="SVARUTKAST_PORT"):
        load_settings()


def test_a_value_that_cannot_be_used_is_named(monkeypatch):
    monkeypatch.setenv("SVARUTKAST_PORT", "many")
    with pytest.raises(SettingsError, match="SVARUTKAST_PORT"):
        load_settings()


def test_the_defaults_of_the_contract_hold():
    settings = Settings(_env_file=None)
    assert (settings.host, settings.port, str(settings.data_dir), settings.model) == ("127.0.0.1", 8000, "var", "")
