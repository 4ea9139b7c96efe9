"""Codes of an authenticator app (TOTP, RFC 6238): six digits, new every 30 seconds."""

import hmac
from datetime import datetime

import pyotp

STEP_S = 30
_ISSUER = "cooptrace"


def new_secret() -> str:
    return pyotp.random_base32()


def is_secret(text: str) -> bool:
    return len(text) == 32 and set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


def enrolment_address(secret: str, account: str) -> str:
    """What the authenticator app reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=_ISSUER)


def matching_step(secret: str, code: str, *, at: datetime) -> int | None:
    """The time step a code belongs to; clocks may be one step apart (RFC 6238, 5.2)."""
    typed = "".join(code.split())
    now_step = int(at.timestamp()) // STEP_S
    steps = [
        step
        for step in (now_step - 1, now_step, now_step + 1)
        if hmac.compare_digest(pyotp.TOTP(secret).at(step * STEP_S).encode(), typed.encode())
    ]
    return steps[-1] if steps else None
