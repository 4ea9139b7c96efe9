"""Verbs about signed-in devices: begin, give the second factor, keep alive, end; and about passwords and codes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import update
from sqlmodel import Session, col, select

from cooptrace.database import now
from cooptrace.errors import Conflict, Invalid, say
from cooptrace.people import one_time_codes, queries
from cooptrace.people.actions import sign_out_everywhere
from cooptrace.people.kinds import Way
from cooptrace.people.models import Person, SignIn
from cooptrace.people.roles import needs_second_factor
from cooptrace.people.tokens import hash_token, new_token
from cooptrace.web.policy import Role

_FRESH = timedelta(minutes=15)


@dataclass(frozen=True)
class Arrival:
    """How somebody came in: the way, the device, and the session this device had until now."""

    way: Way
    device: str = ""
    old_token: str | None = None


class Begun(NamedTuple):
    """A new session: the token for its cookie, and whether it is whole or still owes the second factor."""

    token: str
    complete: bool


def begin_sign_in(session: Session, person: Person, arrival: Arrival) -> Begun:
    """Half a sign-in where a second factor is due."""
    return _begin(session, person, arrival, complete=not second_factor_due(session, person))


def begin_whole_sign_in(session: Session, person: Person, arrival: Arrival) -> Begun:
    """For those who have just given the second factor, and for sample data, which holds nothing to protect."""
    return _begin(session, person, arrival, complete=True)


def _begin(session: Session, person: Person, arrival: Arrival, *, complete: bool) -> Begun:
    if person.disabled_at:
        raise Conflict(say("This account is closed."))
    on_trainers_device = _is_trainers(session, arrival.old_token)
    end_session(session, arrival.old_token)
    token = new_token()
    session.add(
        SignIn(
            person_id=person.id,
            token_hash=hash_token(token),
            way=arrival.way,
            device=arrival.device,
            on_trainers_device=on_trainers_device,
            complete=complete,
        )
    )
    session.flush()
    return Begun(token, complete)


def _is_trainers(session: Session, token: str | None) -> bool:
    row = queries.sign_in_by_token(session, token) if token else None
    return row is not None and any(grant.role == Role.TRAINER for grant in queries.grants_of(session, row.person_id))


def second_factor_due(session: Session, person: Person) -> bool:
    grants = queries.viewer_grants(queries.grants_of(session, person.id))
    return bool(person.totp_secret) or needs_second_factor(grant.role for grant in grants)


def end_session(session: Session, token: str | None) -> None:
    if token:
        live = select(SignIn).where(SignIn.token_hash == hash_token(token), col(SignIn.revoked_at).is_(None))
        for row in session.exec(live):
            row.revoked_at = now()
    session.flush()


def end_second_taps(session: Session, person: Person, way: Way, *, since: datetime) -> None:
    """A form sent twice began two sessions, and the browser kept only the later one's cookie."""
    wanted = update(SignIn).where(
        col(SignIn.person_id) == person.id,
        col(SignIn.way) == way,
        col(SignIn.created_at) >= since,
        col(SignIn.revoked_at).is_(None),
    )
    session.execute(wanted.values(revoked_at=now()))


def revoke_sign_in(session: Session, person_id: str, sign_in_id: str) -> None:
    queries.sign_in_by_id(session, person_id, sign_in_id).revoked_at = now()
    session.flush()


def note_seen(session: Session, sign_in_id: str, *, at: datetime) -> None:
    wanted = update(SignIn).where(col(SignIn.id) == sign_in_id, col(SignIn.last_seen_at) < at)
    session.execute(wanted.values(last_seen_at=at))


def complete_sign_in(session: Session, row: SignIn) -> str:
    """The second factor was right: the session counts from now, under a new token, which is returned."""
    token = new_token()
    row.token_hash, row.complete, row.last_seen_at = hash_token(token), True, now()
    session.flush()
    return token


def use_code(session: Session, person: Person, code: str) -> None:
    """Raises Invalid on `code` when it is wrong or was used before."""
    step = one_time_codes.matching_step(person.totp_secret or one_time_codes.new_secret(), code, at=now())
    if step is None or person.totp_secret is None:
        raise _wrong_code()
    claim = update(Person).where(col(Person.id) == person.id, col(Person.totp_last_step) < step)
    claimed = session.execute(claim.values(totp_last_step=step).returning(col(Person.id))).first()
    if claimed is None:
        raise Invalid({"code": say("This code was used already. Please wait for the next one.")})


def set_up_codes(session: Session, person: Person, *, secret: str, code: str) -> None:
    """Raises Invalid on `code` unless it shows that the app has this secret."""
    step = one_time_codes.matching_step(secret, code, at=now()) if one_time_codes.is_secret(secret) else None
    if step is None:
        raise _wrong_code()
    person.totp_secret, person.totp_last_step = secret, step
    session.flush()


def stop_codes(session: Session, person: Person) -> None:
    grants = queries.viewer_grants(queries.grants_of(session, person.id))
    if needs_second_factor(grant.role for grant in grants):
        raise Conflict(say("Your role needs the one-time codes; they cannot be switched off."))
    person.totp_secret, person.totp_last_step = None, 0
    session.flush()


def set_password(session: Session, person: Person, password_hash: str, *, keep: str = "") -> None:
    """Other devices are signed out: whoever knew the old password may be on one. `keep` is a session's id."""
    person.password_hash = password_hash
    sign_out_everywhere(session, person, but=keep)
    session.flush()


def may_skip_old_password(row: SignIn, person: Person, *, at: datetime) -> bool:
    """Who has none yet, and who forgot it and has just been let in by somebody who knows them."""
    return person.password_hash is None or (row.way == Way.LINK and row.created_at > at - _FRESH)


def _wrong_code() -> Invalid:
    return Invalid({"code": say("This code is not right. Type the six digits the app shows now.")})
