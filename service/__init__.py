"""Svarutkast: draft replies for a municipality's social-media accounts. Nothing is ever posted."""
