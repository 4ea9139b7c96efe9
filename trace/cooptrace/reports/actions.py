"""The one verb of reports: set a commune's target, or take it away."""

from sqlmodel import Session

from cooptrace.database import now
from cooptrace.places.units import Unit
from cooptrace.reports.forms import TargetForm
from cooptrace.reports.models import UnitTarget
from cooptrace.web.viewer import Viewer


def set_target(session: Session, unit: Unit, details: TargetForm, *, by: Viewer) -> None:
    row = session.get(UnitTarget, unit.code)
    if details.cooperatives is None:
        if row:
            session.delete(row)
    elif row:
        row.cooperatives, row.set_by, row.set_at = details.cooperatives, by.person_id, now()
    else:
        session.add(UnitTarget(unit_code=unit.code, cooperatives=details.cooperatives, set_by=by.person_id))
    session.flush()
