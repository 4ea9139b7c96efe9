"""The random number each form carries, by which its second sending is known."""

import secrets

FIELD = "once"


def new_number() -> str:
    return secrets.token_urlsafe(18)
