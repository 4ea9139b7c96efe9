"""Reads about people: who holds a session, who may do what, what a one-time link is for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from cooptrace.database import now
from cooptrace.errors import Conflict, NotFound, say
from cooptrace.people.kinds import Purpose
from cooptrace.people.models import OneTimeLink, Passkey, Person, RoleGrant, SignIn
from cooptrace.people.roles import needs_second_factor
from cooptrace.people.tokens import hash_token
from cooptrace.text import fold, person_sort_key
from cooptrace.web.policy import Role
from cooptrace.web.viewer import Grant

SIGNED_IN_FOR = timedelta(days=180)
SIGNED_IN_FOR_WATCHFUL = timedelta(hours=12)  # idle time of those who see everybody's data
HALF_SIGNED_IN_FOR = timedelta(minutes=15)


@dataclass(frozen=True)
class Holder:
    """A live session, whose it is, and what they may do."""

    sign_in: SignIn
    person: Person
    grants: tuple[Grant, ...]

    @property
    def idle_limit(self) -> timedelta:
        return _idle_limit(self.grants)


def holder_of_token(session: Session, token: str, *, at: datetime | None = None) -> Holder | None:
    """Whose session is behind a cookie; None when revoked, too old or its person's account is closed."""
    moment = at or now()
    row = session.exec(select(SignIn).where(SignIn.token_hash == hash_token(token))).first()
    if row is None or row.revoked_at:
        return None
    person = session.get_one(Person, row.person_id)
    grants = viewer_grants(grants_of(session, person.id))
    if person.disabled_at or not _is_fresh(row, grants, moment):
        return None
    return Holder(row, person, grants)


def _is_fresh(row: SignIn, grants: Iterable[Grant], moment: datetime) -> bool:
    if not row.complete:
        return row.created_at > moment - HALF_SIGNED_IN_FOR
    return row.last_seen_at > moment - _idle_limit(grants)


def _idle_limit(grants: Iterable[Grant]) -> timedelta:
    return SIGNED_IN_FOR_WATCHFUL if needs_second_factor(grant.role for grant in grants) else SIGNED_IN_FOR


def sign_in_by_token(session: Session, token: str, *, at: datetime | None = None) -> SignIn | None:
    holder = holder_of_token(session, token, at=at)
    return holder.sign_in if holder else None


def viewer_grants(rows: Iterable[RoleGrant]) -> tuple[Grant, ...]:
    return tuple(Grant(Role(row.role), row.cooperative_id, row.unit_code) for row in rows)


def grants_of(session: Session, person_id: str) -> list[RoleGrant]:
    wanted = select(RoleGrant).where(RoleGrant.person_id == person_id, col(RoleGrant.revoked_at).is_(None))
    return list(session.exec(wanted.order_by(col(RoleGrant.granted_at), col(RoleGrant.id))))


def person_by_id(session: Session, person_id: str) -> Person:
    found = session.get(Person, person_id)
    if found is None:
        raise NotFound
    return found


def person_by_phone(session: Session, phone: str) -> Person | None:
    return session.exec(select(Person).where(Person.phone == phone)).first()


def anyone_exists(session: Session) -> bool:
    return session.exec(select(Person.id).limit(1)).first() is not None


@dataclass(frozen=True)
class Colleague:
    """A person as lists show them: what they are there, and when any of their devices was last seen."""

    person: Person
    roles: tuple[Role, ...]
    unit_codes: tuple[str, ...] = ()
    last_seen_at: datetime | None = None


def colleagues_of(session: Session, cooperative_id: str) -> list[Colleague]:
    """Who works for a cooperative, by given name."""
    return _colleagues(session, RoleGrant.cooperative_id == cooperative_id)


def province_people(session: Session) -> list[Colleague]:
    """Everybody whose role is not one of a cooperative."""
    return _colleagues(session, col(RoleGrant.cooperative_id).is_(None))


def colleague_by_id(session: Session, cooperative_id: str, person_id: str) -> Colleague:
    """Raises NotFound for people of other cooperatives."""
    for colleague in colleagues_of(session, cooperative_id):
        if colleague.person.id == person_id:
            return colleague
    raise NotFound


def _colleagues(session: Session, where: object) -> list[Colleague]:
    wanted = select(RoleGrant, Person).join(Person).where(where, col(RoleGrant.revoked_at).is_(None))  # type: ignore[arg-type]
    found: dict[str, tuple[Person, list[RoleGrant]]] = {}
    for grant, person in session.exec(wanted.order_by(col(RoleGrant.granted_at), col(RoleGrant.id))):
        found.setdefault(person.id, (person, []))[1].append(grant)
    seen = _last_seen(session, found)
    colleagues = [
        Colleague(
            person,
            tuple(dict.fromkeys(Role(grant.role) for grant in grants)),
            tuple(grant.unit_code for grant in grants if grant.unit_code),
            seen.get(person.id),
        )
        for person, grants in found.values()
    ]
    return sorted(colleagues, key=lambda one: person_sort_key(one.person.name))


def _last_seen(session: Session, person_ids: Iterable[str]) -> dict[str, datetime]:
    wanted = select(SignIn.person_id, SignIn.last_seen_at).where(
        col(SignIn.person_id).in_(list(person_ids)), col(SignIn.complete)
    )
    return dict(session.exec(wanted.order_by(col(SignIn.last_seen_at))).all())


def find_people(session: Session, text: str, *, limit: int = 30) -> list[Person]:
    """By a part of the name, with or without accents, or of the phone number."""
    words, digits = fold(text), "".join(filter(str.isdecimal, text))
    if not words:
        return []
    found = [one for one in session.exec(select(Person)) if _is_named(one, words) or _has_number(one, digits)]
    return sorted(found, key=lambda one: person_sort_key(one.name))[:limit]


def _is_named(person: Person, words: str) -> bool:
    return words in fold(person.name)


def _has_number(person: Person, digits: str) -> bool:
    """Written with 84 or with 0 at its head; two digits alone would find everybody."""
    if len(digits) < 3 or not person.phone:
        return False
    return digits in person.phone or digits in person.phone.replace("+84", "0", 1)


def sign_ins_of(session: Session, person_id: str, *, at: datetime | None = None) -> list[SignIn]:
    """The devices a person is signed in on, the latest first."""
    idle = _idle_limit(viewer_grants(grants_of(session, person_id)))
    wanted = select(SignIn).where(
        SignIn.person_id == person_id,
        col(SignIn.revoked_at).is_(None),
        col(SignIn.complete),
        SignIn.last_seen_at > (at or now()) - idle,
    )
    return list(session.exec(wanted.order_by(col(SignIn.last_seen_at).desc(), col(SignIn.id))))


def sign_in_by_id(session: Session, person_id: str, sign_in_id: str) -> SignIn:
    found = session.get(SignIn, sign_in_id)
    if found is None or found.person_id != person_id:
        raise NotFound
    return found


def passkeys_of(session: Session, person_id: str) -> list[Passkey]:
    wanted = select(Passkey).where(Passkey.person_id == person_id)
    return list(session.exec(wanted.order_by(col(Passkey.created_at), col(Passkey.id))))


def link_of_token(session: Session, token: str, purpose: Purpose) -> OneTimeLink:
    """The link, used or not. Raises NotFound."""
    wanted = select(OneTimeLink).where(OneTimeLink.token_hash == hash_token(token), OneTimeLink.purpose == purpose)
    found = session.exec(wanted).first()
    if found is None:
        raise NotFound(say("This link is not complete or was never valid. Please scan the code again."))
    return found


def live_link(session: Session, token: str, purpose: Purpose, *, at: datetime | None = None) -> OneTimeLink:
    """The link while it still works. Raises NotFound, or Conflict saying whether it was used or is too old."""
    found = link_of_token(session, token, purpose)
    if found.used_at:
        raise Conflict(say("This code has been used already; each code works once. Please ask for a new one."))
    if found.expires_at <= (at or now()):
        raise Conflict(say("This code is too old. Please ask for a new one."))
    return found


def open_invitations(session: Session, *, cooperative_id: str | None) -> list[OneTimeLink]:
    """Invitations nobody has accepted yet: to one cooperative, or (None) to roles of the province."""
    wanted = select(OneTimeLink).where(
        OneTimeLink.purpose == Purpose.INVITATION,
        OneTimeLink.cooperative_id == cooperative_id,
        col(OneTimeLink.used_at).is_(None),
        OneTimeLink.expires_at > now(),
    )
    return list(session.exec(wanted.order_by(col(OneTimeLink.created_at), col(OneTimeLink.id))))
