"""Reads about people: who holds a session, who may do what."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from cooptrace.database import now
from cooptrace.people.models import Person, RoleGrant, SignIn
from cooptrace.people.tokens import hash_token

SIGNED_IN_FOR = timedelta(days=180)


def sign_in_by_token(session: Session, token: str, *, at: datetime | None = None) -> SignIn | None:
    """The live session behind a cookie; None when revoked, too old or its person disabled."""
    moment = at or now()
    row = session.exec(select(SignIn).where(SignIn.token_hash == hash_token(token))).first()
    if row is None or row.revoked_at or row.last_seen_at < moment - SIGNED_IN_FOR:
        return None
    person = session.get_one(Person, row.person_id)
    return None if person.disabled_at else row


def grants_of(session: Session, person_id: str) -> list[RoleGrant]:
    wanted = select(RoleGrant).where(RoleGrant.person_id == person_id, col(RoleGrant.revoked_at).is_(None))
    return list(session.exec(wanted.order_by(col(RoleGrant.granted_at), col(RoleGrant.id))))


def person_by_phone(session: Session, phone: str) -> Person | None:
    return session.exec(select(Person).where(Person.phone == phone)).first()


def anyone_exists(session: Session) -> bool:
    return session.exec(select(Person.id).limit(1)).first() is not None
