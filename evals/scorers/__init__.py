"""Every scorer, by name; importing this package registers them all."""

from evals.scorers import answers, drafts, rules, triage
from evals.scorers.core import SCORERS, Outcome, failures_of, scores_of, usability_of

__all__ = ["SCORERS", "Outcome", "answers", "drafts", "failures_of", "rules", "scores_of", "triage", "usability_of"]
