"""What people choose for a design of their own, as typed values and back."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from cooptrace.errors import Invalid, Sentence
from cooptrace.labels.desk_forms import OwnName, Whole
from cooptrace.labels.models import OwnDesign
from cooptrace.labels.own_design import OFFERED, line_field, start_from
from cooptrace.web.forms import Filled, FormModel, Number, Submitted, filled_from, read

Size = Annotated[Number, Field(ge=Decimal(-1000), le=Decimal(1000))]
Percent = Annotated[Whole, Field(ge=-1000, le=1000)]
Ticked = Annotated[bool, BeforeValidator(lambda value: value in ("yes", True))]


class DesignForm(FormModel):
    """Without its lines. The fields are those of OwnDesign."""

    name: OwnName
    based_on: str
    level: str
    symbol_percent: Percent
    largest_pt: Size
    comfortable_pt: Size
    min_module_mm: Size
    max_module_mm: Size


class LineForm(FormModel):
    shown: Ticked = False
    percent: Percent = 60
    rows: Percent = 1
    bold: Ticked = False


_LINE = tuple(LineForm.model_fields)


def row_of(typed: Submitted) -> OwnDesign:
    """Not saved and not yet checked as a design. Raises Invalid naming all wrong fields."""
    wrong: dict[str, Sentence] = {}
    form, lines = None, []
    try:
        form = read(DesignForm, typed)
    except Invalid as problem:
        wrong |= problem.fields
    for shows in OFFERED:
        parts = {what: typed.all(line_field(shows, what)) for what in _LINE}
        try:
            line = read(LineForm, Submitted({what: texts for what, texts in parts.items() if texts}))
        except Invalid as problem:
            wrong |= {line_field(shows, what): sentence for what, sentence in problem.fields.items()}
        else:
            lines += [{"shows": str(shows), **line.model_dump(exclude={"shown"})}] if line.shown else []
    if wrong or form is None:
        raise Invalid(wrong)
    return OwnDesign(cooperative_id="", lines=lines, **form.model_dump())


def filled_from_row(row: OwnDesign) -> Filled:
    """Lines that are not shown stand there with usual sizes, ready to be ticked."""
    head = filled_from(DesignForm.model_construct(**{name: getattr(row, name) for name in DesignForm.model_fields}))
    lines = {line["shows"]: line for line in row.lines}
    values: dict[str, str] = dict(head.values)
    for shows in OFFERED:
        line: dict[str, Any] = lines.get(shows, {"percent": 60, "rows": 1, "bold": False})
        values[line_field(shows, "shown")] = "yes" if shows in lines else ""
        values[line_field(shows, "percent")] = str(line["percent"])
        values[line_field(shows, "rows")] = str(line["rows"])
        values[line_field(shows, "bold")] = "yes" if line["bold"] else ""
    return Filled(values)


def usual(base: str) -> Filled:
    return filled_from_row(start_from(base))
