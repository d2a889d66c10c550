"""How what strangers wrote is shown to a model: as one JSON string that cannot close its fence or pose as a turn.

Source of the rule: everything in a request and in a passage is data, never instructions.
"""

from __future__ import annotations

import json
import re
import unicodedata

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
"""Zero-width, bidirectional and tag characters: they hide text from people and not from models."""
_LOOK_ALIKES = str.maketrans({
    "‹": "<", "›": ">", "〈": "<", "〉": ">", "⟨": "<", "⟩": ">", "❬": "<", "❭": ">", "❮": "<", "❯": ">",
    "⟪": "<", "⟫": ">", "˂": "<", "˃": ">", "ᐸ": "<", "ᐳ": ">", "≺": "<", "≻": ">", "⧼": "<", "⧽": ">", "⁄": "/", "∕": "/",
    "⧸": "/", "❴": "{", "❵": "}", "⦃": "{", "⦄": "}", "￨": "|", "∣": "|", "ǀ": "|",
})  # fmt: skip
"""What looks like markup and is none after NFKC."""
_MARKUP = re.compile(r"[<>{}\[\]|`\x7f-\x9f\u2028\u2029]")
"""What tags, templates, special tokens and line breaks are made of; shown as JSON's own escapes."""


def visible(text: str) -> str:
    """The text without characters that nobody sees."""
    return _INVISIBLE.sub("", text)


def plain(text: str) -> str:
    """The text without invisible characters and with look-alikes as what they look like (NFKC)."""
    return visible(unicodedata.normalize("NFKC", visible(text))).translate(_LOOK_ALIKES)


def fence(text: str) -> str:
    """The text as one line, a JSON string: line breaks, quotes and markup are escaped, so nothing in it ends it."""
    quoted = json.dumps(plain(text), ensure_ascii=False)
    return _MARKUP.sub(lambda found: f"\\u{ord(found.group()):04x}", quoted)
