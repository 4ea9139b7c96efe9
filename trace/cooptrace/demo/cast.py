"""Who is in the sample province: the operator, an officer, an inspector, trainers in their teams."""

from dataclasses import dataclass

from sqlmodel import Session

from cooptrace.cooperatives.models import Cooperative
from cooptrace.demo.samples import Sample
from cooptrace.people.actions import add_person
from cooptrace.people.models import Person, RoleGrant
from cooptrace.training.models import Team, TeamMember, TeamUnit
from cooptrace.web.policy import Role

# Team, trainer, the last digits of an invented number, the communes they cover.
TEAMS = (
    ("Tổ công nghệ số Bình Liêu – Tiên Yên (mẫu)", "Chị Hoàng Thị Hoa (mẫu)", 101, "06838 06841 06862 06886"),
    ("Tổ công nghệ số Ba Chẽ – Hải Hà (mẫu)", "Anh Bàn Văn Quý (mẫu)", 102, "06970 06946 06895"),
    ("Tổ công nghệ số Vân Đồn – Cô Tô (mẫu)", "Chị Phạm Thị Biển (mẫu)", 103, "06994 07192"),
    ("Tổ công nghệ số Hạ Long – Uông Bí (mẫu)", "Anh Vũ Văn Long (mẫu)", 104, "06685 07030 06832"),
    ("Tổ công nghệ số Đông Triều – Quảng Yên (mẫu)", "Chị Lê Thị Triều (mẫu)", 105, "07090 07114 07132 07168 06712"),
)


@dataclass(frozen=True)
class Cast:
    operator: Person
    officer: Person
    inspector: Person
    trainers: dict[str, Person]  # by commune

    @property
    def first_trainer(self) -> Person:
        return next(iter(self.trainers.values()))


def add_cast(session: Session) -> Cast:
    trainers: dict[str, Person] = {}
    for name, trainer_name, number, codes in TEAMS:
        units = codes.split()
        trainer = _person(session, trainer_name, number, *((Role.TRAINER, unit) for unit in units))
        team = Team(name=name, members_count=7)
        session.add(team)
        session.flush()
        session.add(TeamMember(team_id=team.id, person_id=trainer.id))
        session.add_all(TeamUnit(team_id=team.id, unit_code=unit) for unit in units)
        trainers |= dict.fromkeys(units, trainer)
    return Cast(
        operator=_person(session, "Anh Quản Trị (mẫu)", 201, (Role.OPERATOR, None)),
        officer=_person(session, "Chị Cán Bộ (mẫu)", 202, (Role.OFFICER, None)),
        inspector=_person(session, "Anh Thanh Tra (mẫu)", 203, (Role.INSPECTOR, None)),
        trainers=trainers,
    )


def add_manager(session: Session, sample: Sample, cooperative: Cooperative) -> Person:
    return _worker(session, sample.person, sample.number, Role.MANAGER, cooperative)


def add_staff(session: Session, cooperative: Cooperative) -> Person:
    return _worker(session, "Anh Lỷ A Sáng (mẫu)", 301, Role.STAFF, cooperative)


def _worker(session: Session, name: str, number: int, role: Role, cooperative: Cooperative) -> Person:
    person = add_person(session, name=name, phone=f"+84900000{number:03}")
    session.add(RoleGrant(person_id=person.id, role=role, cooperative_id=cooperative.id))
    session.flush()
    return person


def _person(session: Session, name: str, number: int, *grants: tuple[Role, str | None]) -> Person:
    person = add_person(session, name=name, phone=f"+84900000{number:03}")
    session.add_all(RoleGrant(person_id=person.id, role=role, unit_code=unit) for role, unit in grants)
    session.flush()
    return person
