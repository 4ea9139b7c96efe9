"""A printer profile as it is kept with a job: plain JSON, lengths as text so that no digit is lost."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from cooptrace.labels.desk import Printer
from cooptrace.labels.jobs import Calibration
from cooptrace.labels.models import PrinterProfile

_MEASURES = ("dx_mm", "dy_mm", "scale_x", "scale_y")


def printer_from(row: PrinterProfile) -> Printer:
    measures = {name: Decimal(getattr(row, name)) for name in _MEASURES}
    return Printer(row.id, row.name, row.dots_per_inch, Calibration(**measures))


def kept_printer(printer: Printer | None) -> dict[str, Any]:
    if printer is None:
        return {}
    measures = {name: str(getattr(printer.calibration, name)) for name in _MEASURES}
    return {"id": printer.id, "name": printer.name, "dots_per_inch": printer.dots_per_inch, **measures}


def printer_of(kept: Mapping[str, Any]) -> Printer | None:
    if not kept:
        return None
    measures = {name: Decimal(kept[name]) for name in _MEASURES}
    return Printer(kept["id"], kept["name"], kept["dots_per_inch"], Calibration(**measures))
