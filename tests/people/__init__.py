"""The people of the tests: two cooperatives, own and foreign, and one person for each role."""

from dataclasses import dataclass

from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlmodel import Session

from cooptrace.cooperatives.kinds import CooperativeKind
from cooptrace.cooperatives.models import Cooperative
from cooptrace.people.models import Person, RoleGrant, SignIn
from cooptrace.people.tokens import hash_token, new_token
from cooptrace.places.units import CURRENT
from cooptrace.text import fold
from cooptrace.web.policy import Role

OWN_UNIT, FOREIGN_UNIT = "06838", "06994"  # Xã Bình Liêu, Đặc khu Vân Đồn


@dataclass(frozen=True)
class World:
    """`own` is the cooperative of manager and staff, in the trainer's commune; `foreign` is none of theirs."""

    own: Cooperative
    foreign: Cooperative
    manager: Person
    staff: Person
    foreign_manager: Person
    trainer: Person
    officer: Person
    inspector: Person
    operator: Person

    def person(self, role: Role) -> Person:
        found: Person = getattr(self, role.value)
        return found


def make_world(session: Session) -> World:
    own = add_cooperative(session, "HTX Khe Vằn (mẫu)", OWN_UNIT)
    foreign = add_cooperative(session, "HTX Bản Sen (mẫu)", FOREIGN_UNIT)
    return World(
        own=own,
        foreign=foreign,
        manager=add_person(session, "Bà Múi", 1, Role.MANAGER, cooperative=own),
        staff=add_person(session, "Anh Sáng", 2, Role.STAFF, cooperative=own),
        foreign_manager=add_person(session, "Ông Hải", 3, Role.MANAGER, cooperative=foreign),
        trainer=add_person(session, "Chị Hoa", 4, Role.TRAINER, unit_code=OWN_UNIT),
        officer=add_person(session, "Anh Tuấn", 5, Role.OFFICER),
        inspector=add_person(session, "Chị Lan", 6, Role.INSPECTOR),
        operator=add_person(session, "Anh Minh", 7, Role.OPERATOR),
    )


def add_cooperative(session: Session, name: str, unit_code: str) -> Cooperative:
    cooperative = Cooperative(
        kind=CooperativeKind.COOPERATIVE,
        name=name,
        name_folded=fold(name),
        address="Thôn Mẫu",
        unit_code=unit_code,
        unit_version=CURRENT,
        is_sample=True,
    )
    session.add(cooperative)
    session.flush()
    return cooperative


def add_person(
    session: Session,
    name: str,
    number: int,
    role: Role,
    *,
    cooperative: Cooperative | None = None,
    unit_code: str | None = None,
) -> Person:
    person = Person(name=name, phone=f"+84900000{number:03}")
    session.add(person)
    session.flush()
    cooperative_id = cooperative.id if cooperative else None
    session.add(RoleGrant(person_id=person.id, role=role, cooperative_id=cooperative_id, unit_code=unit_code))
    session.flush()
    return person


def sign_in(client: TestClient, person: Person, *, way: str = "link") -> TestClient:
    """Give the client a session of this person, as if they had signed in."""
    app = client.app
    assert isinstance(app, FastAPI)
    token = new_token()
    with app.state.database.write() as session:
        session.add(SignIn(person_id=person.id, token_hash=hash_token(token), way=way, device="test"))
    client.cookies.set("session", token)
    client.headers["sec-fetch-site"] = "same-origin"
    return client
