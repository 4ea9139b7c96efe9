"""Who may use a route, as data. Every route declares one policy; a route without one fails a test and is refused.

OWN means: inside a cooperative the person works for, or (for trainers) in a commune their team covers.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar


class Role(StrEnum):
    OPERATOR = "operator"
    OFFICER = "officer"
    TRAINER = "trainer"
    MANAGER = "manager"
    STAFF = "staff"
    INSPECTOR = "inspector"


class Reach(StrEnum):
    OWN = "own"
    ANY = "any"


@dataclass(frozen=True)
class Policy:
    name: str
    roles: Mapping[Role, Reach] = field(default_factory=dict)
    public: bool = False
    anyone_signed_in: bool = False


OWN, ANY = Reach.OWN, Reach.ANY

PUBLIC = Policy("public", public=True)
SIGNED_IN = Policy("signed in", anyone_signed_in=True)
# Inside a cooperative: /c/{cooperative_id}/…
READ = Policy(
    "read a cooperative",
    {
        Role.STAFF: OWN,
        Role.MANAGER: OWN,
        Role.TRAINER: OWN,
        Role.OFFICER: ANY,
        Role.INSPECTOR: ANY,
        Role.OPERATOR: ANY,
    },
)
WORK = Policy("work for a cooperative", {Role.STAFF: OWN, Role.MANAGER: OWN})
MANAGE = Policy("manage a cooperative", {Role.MANAGER: OWN, Role.OPERATOR: ANY})
# Producers' personal data: not for inspectors and officers.
PERSONAL = Policy("personal data", {Role.STAFF: OWN, Role.MANAGER: OWN, Role.TRAINER: OWN})
GUIDE = Policy("guide a cooperative", {Role.TRAINER: OWN, Role.OPERATOR: ANY})
SIGN_OTHERS_IN = Policy("sign others in", {Role.MANAGER: OWN, Role.TRAINER: OWN, Role.OPERATOR: ANY})
# The whole province.
REGISTER = Policy("register cooperatives", {Role.TRAINER: ANY, Role.OFFICER: ANY, Role.OPERATOR: ANY})
BOARD = Policy(
    "see the onboarding board",
    {Role.TRAINER: ANY, Role.OFFICER: ANY, Role.INSPECTOR: ANY, Role.OPERATOR: ANY},
)
PEOPLE = Policy("arrange the province's people", {Role.OFFICER: ANY, Role.OPERATOR: ANY})
TEAMS = Policy("arrange teams", {Role.OFFICER: ANY, Role.OPERATOR: ANY})
# What shoppers wrote about codes that nobody knows, with how to reach them.
ANSWER = Policy("answer shoppers for the province", {Role.OFFICER: ANY, Role.OPERATOR: ANY})
OPERATE = Policy("operate the service", {Role.OPERATOR: ANY})

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])


def allow(policy: Policy) -> Callable[[Endpoint], Endpoint]:
    """Declare who may use a route. Goes directly under the router's decorator."""

    def declare(endpoint: Endpoint) -> Endpoint:
        endpoint.__policy__ = policy  # type: ignore[attr-defined]
        return endpoint

    return declare


def policy_of(endpoint: Callable[..., Any]) -> Policy | None:
    return getattr(endpoint, "__policy__", None)
