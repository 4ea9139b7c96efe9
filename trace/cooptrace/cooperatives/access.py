"""The gate of every route: reads its declared policy and lets the viewer in, or not.

A cooperative the viewer may not enter is answered like one that does not exist.
"""

from typing import Annotated

from fastapi import Depends, Request

from cooptrace.cooperatives import queries
from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import NotAllowed, NotFound, say
from cooptrace.people.access import load_viewer
from cooptrace.web.db import Db, database_of
from cooptrace.web.policy import Policy, Reach, policy_of
from cooptrace.web.viewer import Grant, Viewer, signed_in


def authorise(request: Request) -> None:
    request.state.viewer = load_viewer(request)
    policy = policy_of(request.scope["route"].endpoint)
    if policy is None:
        raise NotFound  # an undeclared route is closed; a test names it
    if policy.public:
        return
    viewer = signed_in(request)
    if not policy.anyone_signed_in:
        _check(request, policy, viewer)


def _check(request: Request, policy: Policy, viewer: Viewer) -> None:
    cooperative_id = request.path_params.get("cooperative_id")
    if may_use(request, policy, viewer, cooperative_id):
        return
    if cooperative_id is not None and not may_see(request, viewer, cooperative_id):
        raise NotFound
    raise NotAllowed(say("This is for others to do. Ask your manager or trainer."))


def may_use(request: Request, policy: Policy, viewer: Viewer, cooperative_id: str | None) -> bool:
    """Whether the policy lets this viewer in, to this cooperative where one is named."""
    return any(_reaches(request, policy, grant, cooperative_id) for grant in viewer.grants)


def _reaches(request: Request, policy: Policy, grant: Grant, cooperative_id: str | None) -> bool:
    reach = policy.roles.get(grant.role)
    if reach is None:
        return False
    return reach is Reach.ANY or cooperative_id is None or _is_own(request, grant, cooperative_id)


def _is_own(request: Request, grant: Grant, cooperative_id: str) -> bool:
    if grant.cooperative_id:
        return grant.cooperative_id == cooperative_id
    if not grant.unit_code:
        return False
    with database_of(request).read() as session:
        cooperative = session.get(Cooperative, cooperative_id)
        return cooperative is not None and cooperative.unit_code == grant.unit_code


def may_see(request: Request, viewer: Viewer, cooperative_id: str) -> bool:
    """Whether the cooperative's existence may be known: own ones, and all for roles of the whole province."""
    return any(
        _is_own(request, grant, cooperative_id) or (grant.cooperative_id is None and grant.unit_code is None)
        for grant in viewer.grants
    )


def works_for(viewer: Viewer, cooperative: Cooperative) -> bool:
    """Whether buttons that change things are shown; the routes check for themselves (policy WORK)."""
    return cooperative.id in viewer.cooperative_ids


def _current_cooperative(cooperative_id: str, session: Db) -> Cooperative:
    return queries.cooperative_by_id(session, cooperative_id)


Current = Annotated[Cooperative, Depends(_current_cooperative)]
SignedIn = Annotated[Viewer, Depends(signed_in)]
