"""Verbs about persons and their roles, and the one-time links that bring them in."""

from datetime import timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from cooptrace.database import now
from cooptrace.errors import Conflict, Invalid, NotFound, say
from cooptrace.people import queries
from cooptrace.people.kinds import LASTING, Purpose
from cooptrace.people.models import OneTimeLink, Person, RoleGrant, SignIn
from cooptrace.people.tokens import hash_token, new_token
from cooptrace.web.numbers import new_number
from cooptrace.web.policy import Role
from cooptrace.web.viewer import Grant, Viewer

_SECOND_TAP = timedelta(minutes=2)


def add_person(session: Session, *, name: str, phone: str, language: str = "vi") -> Person:
    """Raises Invalid on `phone` when somebody has it already."""
    person = Person(name=name, phone=phone, language=language)
    try:
        with session.begin_nested():  # two at once: the unique phone number decides
            session.add(person)
    except IntegrityError as problem:
        taken = say("This phone number has an account already. Sign in with it first, then open the code again.")
        raise Invalid({"phone": taken}) from problem
    return person


def grant_role(session: Session, person: Person, grant: Grant, *, by: str | None) -> None:
    """Does nothing when the person has this very role already. `by` is the giver's person id."""
    if grant in queries.viewer_grants(queries.grants_of(session, person.id)):
        return
    session.add(
        RoleGrant(
            person_id=person.id,
            role=grant.role,
            cooperative_id=grant.cooperative_id,
            unit_code=grant.unit_code,
            granted_by=by,
        )
    )
    session.flush()


def take_away_role(session: Session, person: Person, unwanted: Grant, *, by: Viewer) -> None:
    """One role less; without any other, the person's devices are signed out. Raises NotFound when it is not held."""
    if person.id == by.person_id:
        raise Conflict(say("You cannot take away your own access. Ask somebody else to do it."))
    held = queries.grants_of(session, person.id)
    for row, grant in zip(held, queries.viewer_grants(held), strict=True):
        if grant == unwanted:
            row.revoked_at = now()
            break
    else:
        raise NotFound
    _void_links(session, col(OneTimeLink.created_by) == person.id)
    _sign_out_without_roles(session, person)


def take_away_cooperative(session: Session, person: Person, cooperative_id: str, *, by: Viewer) -> None:
    """The person no longer works for this cooperative; without any other role, their devices are signed out."""
    if person.id == by.person_id:
        raise Conflict(say("You cannot take away your own access. Ask somebody else to do it."))
    for grant in queries.grants_of(session, person.id):
        if grant.cooperative_id == cooperative_id:
            grant.revoked_at = now()
    _void_links(session, col(OneTimeLink.created_by) == person.id, col(OneTimeLink.cooperative_id) == cooperative_id)
    _void_links(session, col(OneTimeLink.person_id) == person.id)
    _sign_out_without_roles(session, person)


def _sign_out_without_roles(session: Session, person: Person) -> None:
    session.flush()
    if not queries.grants_of(session, person.id):
        sign_out_everywhere(session, person)


def close_account(session: Session, person: Person, *, by: Viewer) -> None:
    """Nobody signs in with it any more; what the person has done keeps their name."""
    if person.id == by.person_id:
        raise Conflict(say("You cannot close your own account. Ask another operator to do it."))
    person.disabled_at = now()
    sign_out_everywhere(session, person)
    _void_links(session, col(OneTimeLink.created_by) == person.id)
    _void_links(session, col(OneTimeLink.person_id) == person.id)
    session.flush()


def open_account_again(session: Session, person: Person) -> None:
    person.disabled_at = None
    session.flush()


def sign_out_everywhere(session: Session, person: Person, *, but: str = "") -> None:
    """Revokes all sessions, `but` the one with this id."""
    wanted = update(SignIn).where(
        col(SignIn.person_id) == person.id, col(SignIn.revoked_at).is_(None), col(SignIn.id) != but
    )
    session.execute(wanted.values(revoked_at=now()))


def new_setup_link(session: Session, person: Person | None = None, *, by: Viewer | None = None) -> str:
    """The token of a link that makes the first operator's account, or gives a known person new ways to sign in."""
    if person is None and queries.anyone_exists(session):
        raise Conflict(say("This service has been set up already."))
    target = col(OneTimeLink.person_id) == person.id if person else col(OneTimeLink.person_id).is_(None)
    _void_links(session, col(OneTimeLink.purpose) == Purpose.SET_UP, target)
    return _issue(
        session,
        LASTING[Purpose.SET_UP],
        purpose=Purpose.SET_UP,
        person_id=person.id if person else None,
        role=None if person else Role.OPERATOR,
        created_by=by.person_id if by else None,
    )


def new_sign_in_link(
    session: Session, person: Person, *, by: Viewer | None, lasting: timedelta = LASTING[Purpose.SIGN_IN]
) -> str:
    """The token of a link that signs this person in once. An earlier one that was not used stops working."""
    if person.disabled_at:
        raise Conflict(say("This account is closed."))
    _void_links(session, col(OneTimeLink.purpose) == Purpose.SIGN_IN, col(OneTimeLink.person_id) == person.id)
    return _issue(
        session, lasting, purpose=Purpose.SIGN_IN, person_id=person.id, created_by=by.person_id if by else None
    )


def new_invitation(session: Session, grant: Grant, *, by: Viewer, name: str, place: str = "") -> str:
    """The token of a link that gives a role. The same invitation made again stops the earlier one."""
    _void_links(
        session,
        col(OneTimeLink.purpose) == Purpose.INVITATION,
        col(OneTimeLink.created_by) == by.person_id,
        col(OneTimeLink.role) == grant.role,
        col(OneTimeLink.name) == name,
        col(OneTimeLink.cooperative_id) == grant.cooperative_id,
        col(OneTimeLink.unit_code) == grant.unit_code,
    )
    return _issue(
        session,
        LASTING[Purpose.INVITATION],
        purpose=Purpose.INVITATION,
        role=grant.role,
        cooperative_id=grant.cooperative_id,
        unit_code=grant.unit_code,
        name=name,
        place=place,
        created_by=by.person_id,
    )


def withdraw_invitation(session: Session, invitation_id: str, *, cooperative_id: str | None) -> None:
    """Raises NotFound for an invitation to elsewhere."""
    link = session.get(OneTimeLink, invitation_id)
    if link is None or link.purpose != Purpose.INVITATION or link.cooperative_id != cooperative_id:
        raise NotFound
    _void_links(session, col(OneTimeLink.id) == invitation_id)


def take_link(session: Session, token: str, purpose: Purpose, *, number: str) -> OneTimeLink:
    """Uses the link up: of two at once one gets it. Raises NotFound or Conflict with what became of it.

    `number` is the form's own: the same form sent again, by a second tap whose answer is the one that is seen, counts
    as the same use.
    """
    moment, number = now(), number or new_number()
    link = queries.link_of_token(session, token, purpose)
    claim = update(OneTimeLink).where(
        col(OneTimeLink.id) == link.id, col(OneTimeLink.used_at).is_(None), col(OneTimeLink.expires_at) > moment
    )
    session.execute(claim.values(used_at=moment, used_with=number))
    session.refresh(link)
    is_ours = link.used_with == number and link.used_at and link.used_at > moment - _SECOND_TAP
    return link if is_ours else queries.live_link(session, token, purpose)


def accept_invitation(session: Session, link: OneTimeLink, person: Person) -> None:
    """`link` has been taken. Gives its role to the person."""
    grant = Grant(Role(link.role or ""), link.cooperative_id, link.unit_code)
    grant_role(session, person, grant, by=link.created_by)
    link.person_id = person.id
    session.flush()


def _issue(session: Session, lasting: timedelta, **details: Any) -> str:
    token = new_token()
    session.add(OneTimeLink(token_hash=hash_token(token), expires_at=now() + lasting, **details))
    session.flush()
    return token


def _void_links(session: Session, *which: object) -> None:
    """Links not yet used stop working at once."""
    wanted = update(OneTimeLink).where(col(OneTimeLink.used_at).is_(None), *which)  # type: ignore[arg-type]
    session.execute(wanted.values(expires_at=now()))
