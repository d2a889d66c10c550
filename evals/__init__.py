"""Evaluation: what the service is measured with. Never imported by the service."""
