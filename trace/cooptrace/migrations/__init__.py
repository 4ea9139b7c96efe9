"""Alembic migrations: small, dated, one purpose each."""
