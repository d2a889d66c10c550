"""What README says is so: its examples as printed, its settings and commands."""

from __future__ import annotations

import re

import pytest

from service.cli import _parser
from service.commands import _print_draft
from service.config import PREFIX, ROOT, Settings

README = (ROOT / "README.md").read_text("utf-8")
EXAMPLES = re.findall(r"<!-- example: (.*?) -->\n```text\n(.*?)\n```", README, re.DOTALL)


def test_there_is_an_example_of_each_status():
    assert {text.split(" ")[0] for _, text in EXAMPLES} == {"drafted", "refused", "needs_human", "no_reply_needed"}


@pytest.mark.parametrize(("comment", "printed"), EXAMPLES)
def test_each_example_is_as_printed(draft, capsys, comment, printed):
    _print_draft(draft(comment))
    assert capsys.readouterr().out.strip() == printed.strip()


def test_every_setting_and_every_command_stands_in_the_readme():
    assert [name for name in Settings.model_fields if f"`{PREFIX}{name.upper()}`" not in README] == []
    commands = next(action for action in _parser()._actions if action.dest == "command").choices
    assert [name for name in commands if f"`svarutkast {name}" not in README] == []


def test_every_module_stands_in_the_map_of_the_house():
    modules = [path.name for path in (ROOT / "service").glob("*.py") if path.name != "__init__.py"]
    assert [name for name in modules if f"{name}`" not in README] == []


def test_no_decision_record_is_longer_than_sixty_lines():
    for path in (ROOT / "docs" / "decisions").glob("*.md"):
        assert path.read_text("utf-8").count("\n") <= 60, path.name
