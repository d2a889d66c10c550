"""Alembic migrations: numbered, forwards only."""
