"""Who is looking: plain data read once a request from the session, never a database row."""

from dataclasses import dataclass

from starlette.requests import Request

from cooptrace.errors import SignInNeeded
from cooptrace.web.policy import Role


@dataclass(frozen=True)
class Grant:
    role: Role
    cooperative_id: str | None = None
    unit_code: str | None = None


@dataclass(frozen=True)
class Viewer:
    person_id: str
    name: str
    language: str
    sign_in_id: str
    grants: tuple[Grant, ...] = ()

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(grant.role for grant in self.grants)

    @property
    def cooperative_ids(self) -> tuple[str, ...]:
        """The cooperatives this person works for, in the order the grants were given."""
        return tuple(dict.fromkeys(grant.cooperative_id for grant in self.grants if grant.cooperative_id))

    @property
    def unit_codes(self) -> frozenset[str]:
        return frozenset(grant.unit_code for grant in self.grants if grant.unit_code)

    @property
    def sees_province(self) -> bool:
        return self.has(Role.TRAINER, Role.OFFICER, Role.INSPECTOR, Role.OPERATOR)

    def has(self, *roles: Role | str) -> bool:
        return bool(self.roles.intersection(roles))


def viewer_of(request: Request) -> Viewer | None:
    viewer: Viewer | None = getattr(request.state, "viewer", None)
    return viewer


def signed_in(request: Request) -> Viewer:
    viewer = viewer_of(request)
    if viewer is None:
        raise SignInNeeded
    return viewer
