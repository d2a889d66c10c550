"""How likely a draft is to break each rule of meaning: a logistic model for each, over the signals of the whole draft."""

from __future__ import annotations

from dataclasses import dataclass

from service.check.linear import Linear

RULES = ("A1", "A2", "A3", "A5", "A6", "A9", "A10", "promise", "personal_data", "hostility")
"""The rules that are matters of meaning; the others are exact."""


@dataclass(frozen=True)
class Breaches(Linear):
    """A model a rule (``knowledge/breaches.json``); from ``sure`` on the rule is broken, from ``unsure`` on a person looks."""

    sure: float
    unsure: float

    outcomes = RULES
