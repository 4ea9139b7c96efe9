"""Tables of people: persons, grants of roles, signed-in devices, one-time links, passkeys."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlmodel import Field

from cooptrace.database import Table, new_id, now


class Person(Table, table=True):
    __tablename__ = "person"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    name: str = Field(max_length=120)
    phone: str | None = Field(default=None, unique=True, max_length=16)
    language: str = Field(default="vi", max_length=2)
    password_hash: str | None = Field(default=None, max_length=200)
    totp_secret: str | None = Field(default=None, max_length=64)
    # The last time step a code was accepted for: a code works once.
    totp_last_step: int = 0
    created_at: datetime = Field(default_factory=now)
    disabled_at: datetime | None = None


class RoleGrant(Table, table=True):
    """A role of a person: in one cooperative, for one commune (trainers), or for the whole province."""

    __tablename__ = "role_grant"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    person_id: str = Field(foreign_key="person.id", index=True, max_length=16)
    role: str = Field(max_length=16)
    cooperative_id: str | None = Field(default=None, foreign_key="cooperative.id", index=True, max_length=16)
    unit_code: str | None = Field(default=None, max_length=8)
    granted_by: str | None = Field(default=None, max_length=16)
    granted_at: datetime = Field(default_factory=now)
    revoked_at: datetime | None = None


class SignIn(Table, table=True):
    """A device that is signed in. The cookie holds a random token; only its hash is stored."""

    __tablename__ = "sign_in"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    person_id: str = Field(foreign_key="person.id", index=True, max_length=16)
    token_hash: str = Field(unique=True, max_length=64)
    # A value of people/kinds.py Way.
    way: str = Field(max_length=16)
    device: str = Field(default="", max_length=120)
    # A trainer was signed in on this browser until then: helping hands, not the person's own phone.
    on_trainers_device: bool = False
    # False until the second factor has been given, for those who need one.
    complete: bool = True
    created_at: datetime = Field(default_factory=now)
    last_seen_at: datetime = Field(default_factory=now)
    revoked_at: datetime | None = None


class OneTimeLink(Table, table=True):
    """A link that works once: set-up, sign-in, invitation. Only the token's hash is stored."""

    __tablename__ = "one_time_link"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    token_hash: str = Field(unique=True, max_length=64)
    # A value of people/kinds.py Purpose.
    purpose: str = Field(max_length=16)
    # Whom it signs in; of an invitation, who has accepted it.
    person_id: str | None = Field(default=None, foreign_key="person.id", index=True, max_length=16)
    # What an invitation grants.
    role: str | None = Field(default=None, max_length=16)
    cooperative_id: str | None = Field(default=None, foreign_key="cooperative.id", max_length=16)
    unit_code: str | None = Field(default=None, max_length=8)
    name: str = Field(default="", max_length=120)
    # Where the role is held, as people know it: the cooperative's or the commune's name.
    place: str = Field(default="", max_length=120)
    created_by: str | None = Field(default=None, max_length=16)
    created_at: datetime = Field(default_factory=now)
    expires_at: datetime
    used_at: datetime | None = None
    # The number of the form that used it: a second tap on the same button is the same use, not another one.
    used_with: str = Field(default="", max_length=40)


class Passkey(Table, table=True):
    __tablename__ = "passkey"
    id: str = Field(default_factory=new_id, primary_key=True, max_length=16)
    person_id: str = Field(foreign_key="person.id", index=True, max_length=16)
    credential_id: bytes = Field(sa_type=LargeBinary, unique=True)
    public_key: bytes = Field(sa_type=LargeBinary)
    sign_count: int = 0
    device: str = Field(default="", max_length=120)
    created_at: datetime = Field(default_factory=now)


class PasskeyChallenge(Table, table=True):
    """A challenge handed to a browser; used once, within minutes."""

    __tablename__ = "passkey_challenge"
    challenge: str = Field(primary_key=True, max_length=128)
    person_id: str | None = Field(default=None, foreign_key="person.id", max_length=16)
    expires_at: datetime
