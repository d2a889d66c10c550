"""Every scorer, by name; importing this package registers them all."""

from evals.scorers import answers, drafts, rules, triage
from evals.scorers.core import SCORERS, Outcome, answers_of, failures_of, scores_of, usability_of

__all__ = ["SCORERS", "Outcome", "answers", "answers_of", "drafts", "failures_of", "rules", "scores_of", "triage",
           "usability_of"]  # fmt: skip
