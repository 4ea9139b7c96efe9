"""Fill an empty database with the sample province."""

from sqlmodel import Session, select

from cooptrace.cooperatives.models import Cooperative
from cooptrace.demo import cast
from cooptrace.demo.samples import samples
from cooptrace.demo.story import tell
from cooptrace.people.models import Person
from cooptrace.training.models import Visit
from cooptrace.web.addresses import check_origin
from cooptrace.web.models import PublicAddress


def is_filled(session: Session) -> bool:
    return session.exec(select(Person.id).limit(1)).first() is not None


def fill(session: Session, *, origin: str) -> None:
    origin = check_origin(origin)
    session.add(PublicAddress(origin=origin))
    people = cast.add_cast(session)
    stories = [tell(session, sample, origin=origin) for sample in samples()]
    cast.add_staff(session, stories[0].cooperative)
    for story in stories:
        if not story.sample.has_reached("printed"):
            _visit(session, story.cooperative, people.trainers[story.sample.unit])
    session.flush()


def _visit(session: Session, cooperative: Cooperative, trainer: Person) -> None:
    session.add(
        Visit(
            cooperative_id=cooperative.id,
            trainer_id=trainer.id,
            trainer_name=trainer.name,
            outcome="met",
            reason="no-printer",
            note="Sẽ quay lại khi có giấy decal.",
            visited_at=cooperative.created_at,
        )
    )
