"""What the roles are called, and who may invite, sign in and send away whom. Pure."""

from collections.abc import Callable, Iterable, Mapping

from cooptrace.errors import Sentence, say
from cooptrace.web.policy import Role
from cooptrace.web.viewer import Grant, Viewer

ROLES: dict[Role, Sentence] = {
    Role.STAFF: say("Staff of the cooperative"),
    Role.MANAGER: say("Manager of the cooperative"),
    Role.TRAINER: say("Trainer"),
    Role.INSPECTOR: say("Inspector"),
    Role.OFFICER: say("Province officer"),
    Role.OPERATOR: say("Operator of the service"),
}

# Who holds everybody's data needs more than a password.
NEEDS_SECOND_FACTOR = frozenset({Role.OPERATOR, Role.OFFICER})

_IN_COOPERATIVE: Mapping[Role, frozenset[Role]] = {
    Role.MANAGER: frozenset({Role.STAFF, Role.MANAGER}),
    Role.TRAINER: frozenset({Role.MANAGER}),
    Role.OPERATOR: frozenset({Role.MANAGER}),
}
_IN_PROVINCE: Mapping[Role, frozenset[Role]] = {
    Role.OFFICER: frozenset({Role.TRAINER, Role.INSPECTOR}),
    Role.OPERATOR: frozenset({Role.TRAINER, Role.INSPECTOR, Role.OFFICER, Role.OPERATOR}),
}


def invitable_to_cooperative(viewer: Viewer, cooperative_id: str) -> list[Role]:
    """Roles this viewer may give in a cooperative they reach; a manager only in their own."""
    givers = [grant.role for grant in viewer.grants if grant.cooperative_id in (None, cooperative_id)]
    return _in_order(given for giver in givers for given in _IN_COOPERATIVE.get(giver, ()))


def invitable_to_province(viewer: Viewer) -> list[Role]:
    """Roles of the province this viewer may give, and equally take away."""
    return _in_order(given for giver in viewer.roles for given in _IN_PROVINCE.get(giver, ()))


def may_show_sign_in(viewer: Viewer, grants: Iterable[Grant], reaches: Callable[[str], bool]) -> bool:
    """Whoever shows a sign-in code could use it too, so the person's every role must lie within the viewer's own reach.

    `reaches` says so of a cooperative's id.
    """
    if viewer.has(Role.OPERATOR):
        return True
    held = list(grants)
    return bool(held) and all(grant.cooperative_id is not None and reaches(grant.cooperative_id) for grant in held)


def may_send_away(viewer: Viewer, grants: Iterable[Grant]) -> bool:
    """Closing an account takes away every role, so all of them must be the viewer's to give."""
    if viewer.has(Role.OPERATOR):
        return True
    own_to_give = set(invitable_to_province(viewer))
    held = list(grants)
    return bool(held) and all(grant.role in own_to_give for grant in held)


def needs_second_factor(roles: Iterable[Role]) -> bool:
    return not NEEDS_SECOND_FACTOR.isdisjoint(roles)


def _in_order(roles: Iterable[Role]) -> list[Role]:
    given = set(roles)
    return [role for role in ROLES if role in given]
