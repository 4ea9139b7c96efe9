"""Who works for a cooperative: invite, show a sign-in code, take access away."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from fastapi import APIRouter, Request
from starlette.responses import Response

from cooptrace.cooperatives.access import Current, may_use
from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import NotAllowed, Sentence, say
from cooptrace.people import actions
from cooptrace.people import queries as people
from cooptrace.people.access import own_origin
from cooptrace.people.cards import Card, card
from cooptrace.people.forms import InvitationForm
from cooptrace.people.kinds import Purpose
from cooptrace.people.models import OneTimeLink
from cooptrace.people.pages import WITHDRAWN, invitation_title
from cooptrace.people.queries import Colleague
from cooptrace.people.roles import ROLES, invitable_to_cooperative, may_show_sign_in
from cooptrace.web.again import shown_again
from cooptrace.web.announce import announce
from cooptrace.web.answers import see_other
from cooptrace.web.db import Db
from cooptrace.web.forms import Filled, Form, read
from cooptrace.web.policy import MANAGE, SIGN_OTHERS_IN, Role, allow
from cooptrace.web.templates import Page, render
from cooptrace.web.viewer import Grant, Viewer, signed_in

router = APIRouter(prefix="/c/{cooperative_id}/people")
TAKEN_AWAY = announce("access-taken-away", say("This person no longer works for the cooperative here."))


@dataclass(frozen=True)
class PeoplePage(Page):
    template: ClassVar[str] = "people/cooperative.html"
    cooperative: Cooperative
    people: list[Colleague]
    invitations: list[OneTimeLink]
    roles: dict[Role, Sentence]
    may_invite: bool
    may_take_away: bool


@dataclass(frozen=True)
class InvitePage(Page):
    template: ClassVar[str] = "people/cooperative_invite.html"
    cooperative: Cooperative
    form: Filled
    choices: Sequence[tuple[str, Sentence]]


@dataclass(frozen=True)
class CardPage(Page):
    template: ClassVar[str] = "people/card.html"
    cooperative: Cooperative
    card: Card
    back: str


@router.get("")
@allow(SIGN_OTHERS_IN)
def list_people(request: Request, cooperative: Current, session: Db) -> Response:
    viewer = signed_in(request)
    page = PeoplePage(
        cooperative,
        people.colleagues_of(session, cooperative.id),
        people.open_invitations(session, cooperative_id=cooperative.id),
        ROLES,
        bool(invitable_to_cooperative(viewer, cooperative.id)),
        may_use(request, MANAGE, viewer, cooperative.id),
    )
    return render(request, page)


@router.get("/new")
@allow(SIGN_OTHERS_IN)
def show_invite(request: Request, cooperative: Current) -> Response:
    viewer = signed_in(request)
    choices = invitable_to_cooperative(viewer, cooperative.id)
    only = {"role": choices[0].value} if len(choices) == 1 else {}
    return render(request, _invite_page(viewer, cooperative, Filled(only)))


@router.post("/new")
@allow(SIGN_OTHERS_IN)
def invite(request: Request, cooperative: Current, session: Db, form: Form) -> Response:
    """Answers with the card itself: its token is kept nowhere, so there is no other page to lead to."""
    viewer = signed_in(request)
    with shown_again(request, form, partial(_invite_page, viewer, cooperative)):
        typed = read(InvitationForm, form)
    if typed.role not in invitable_to_cooperative(viewer, cooperative.id):
        raise NotAllowed(say("You cannot give this role."))
    grant = Grant(typed.role, cooperative.id)
    token = actions.new_invitation(session, grant, by=viewer, name=typed.name, place=cooperative.name)
    made = card(
        Purpose.INVITATION, token, origin=own_origin(request), name=typed.name, title=invitation_title(typed.role)
    )
    return render(request, CardPage(cooperative, made, f"/c/{cooperative.id}/people"))


def _invite_page(viewer: Viewer, cooperative: Cooperative, form: Filled) -> InvitePage:
    choices = [(role.value, ROLES[role]) for role in invitable_to_cooperative(viewer, cooperative.id)]
    return InvitePage(cooperative, form, choices)


@router.post("/invitations/{invitation_id}/removal")
@allow(SIGN_OTHERS_IN)
def withdraw_invitation(cooperative: Current, invitation_id: str, session: Db) -> Response:
    actions.withdraw_invitation(session, invitation_id, cooperative_id=cooperative.id)
    return see_other(f"/c/{cooperative.id}/people", said=WITHDRAWN)


@router.post("/{person_id}/sign-in-card")
@allow(SIGN_OTHERS_IN)
def show_sign_in_card(request: Request, cooperative: Current, person_id: str, session: Db) -> Response:
    viewer = signed_in(request)
    person = people.colleague_by_id(session, cooperative.id, person_id).person
    grants = people.viewer_grants(people.grants_of(session, person.id))
    if not may_show_sign_in(viewer, grants, partial(may_use, request, SIGN_OTHERS_IN, viewer)):
        raise NotAllowed(say("This person also works elsewhere. An operator of the service can show them a code."))
    token = actions.new_sign_in_link(session, person, by=viewer)
    made = card(Purpose.SIGN_IN, token, origin=own_origin(request), name=person.name, title=say("Sign-in code"))
    return render(request, CardPage(cooperative, made, f"/c/{cooperative.id}/people"))


@router.post("/{person_id}/removal")
@allow(MANAGE)
def take_away(request: Request, cooperative: Current, person_id: str, session: Db) -> Response:
    person = people.colleague_by_id(session, cooperative.id, person_id).person
    actions.take_away_cooperative(session, person, cooperative.id, by=signed_in(request))
    return see_other(f"/c/{cooperative.id}/people", said=TAKEN_AWAY)
