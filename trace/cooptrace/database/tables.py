"""What every table shares: naming of constraints, random ids, the clock."""

import secrets
from datetime import UTC, datetime

from sqlmodel import SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

Table = SQLModel

_ID_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


def new_id() -> str:
    """80 random bits in 16 letters: ids appear in addresses and must not be counted or guessed."""
    number = secrets.randbits(80)
    return "".join(_ID_LETTERS[number >> shift & 31] for shift in range(75, -1, -5))


def now() -> datetime:
    return datetime.now(UTC)
