"""From a submitted form to typed values, or to one sentence beside each field that is wrong."""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator
from starlette.datastructures import UploadFile

from cooptrace.errors import Invalid, Sentence, Wrong, say
from cooptrace.identifiers import IdentifierError, check_phone, check_tax_code
from cooptrace.text import TextProblem, clean_note, clean_text, is_blank
from cooptrace.web.uploads import read_form


@dataclass(frozen=True)
class Upload:
    filename: str
    content: bytes


@dataclass(frozen=True)
class Submitted:
    """What the browser sent. Text fields as they were typed; files read only when asked for."""

    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    files: Mapping[str, UploadFile] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return (self.texts.get(name) or ("",))[0]

    def all(self, name: str) -> tuple[str, ...]:
        return self.texts.get(name, ())

    @property
    def values(self) -> dict[str, str]:
        return {name: typed[0] for name, typed in self.texts.items() if typed}

    def upload(self, name: str, *, limit_bytes: int) -> Upload | None:
        """None when no file was chosen. Raises Invalid, with the field marked, when it is larger than the limit."""
        file = self.files.get(name)
        if file is None or not file.filename:
            return None
        if (file.size or 0) > limit_bytes:
            megabytes = limit_bytes // 1_000_000
            raise Invalid({name: say("This file is too big. At most %(megabytes)s MB fit.", megabytes=megabytes)})
        file.file.seek(0)
        return Upload(file.filename, file.file.read(limit_bytes + 1))


async def _submitted(request: Request) -> AsyncIterator[Submitted]:
    form = await read_form(request)
    texts: dict[str, tuple[str, ...]] = {}
    files: dict[str, UploadFile] = {}
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            files[name] = value
        else:
            texts[name] = (*texts.get(name, ()), value)
    try:
        yield Submitted(texts, files)
    finally:
        await form.close()


Form = Annotated[Submitted, Depends(_submitted)]


@dataclass(frozen=True)
class Filled:
    """A form's fields as a template shows them: what was typed, and what is wrong with it."""

    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, Sentence] = field(default_factory=dict)

    def value(self, name: str) -> str:
        return self.values.get(name, "")

    def error(self, name: str) -> Sentence | None:
        return self.errors.get(name)


def filled(submitted: Submitted, problem: Invalid) -> Filled:
    return Filled(submitted.values, problem.fields)


def filled_from(model: BaseModel | None) -> Filled:
    """A form already filled in from a row or another form model: dates and numbers as people write them."""
    return Filled({name: _as_typed(value) for name, value in model.model_dump().items()} if model else {})


def _as_typed(value: object) -> str:
    if value is None or value is False:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", ",")
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return "yes" if value is True else str(value)


class FormModel(BaseModel):
    """Base of all form models: an empty field is a missing one."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    @model_validator(mode="before")
    @classmethod
    def _empty_is_missing(cls, data: Any) -> Any:
        if not isinstance(data, Mapping):
            return data
        return {name: value for name, value in data.items() if not (isinstance(value, str) and is_blank(value))}


FormType = TypeVar("FormType", bound=FormModel)


def read(model: type[FormType], submitted: Submitted) -> FormType:
    """Raises Invalid with a sentence for each wrong field."""
    try:
        return model.model_validate(submitted.values)
    except ValidationError as problem:
        raise Invalid(_sentences(problem)) from problem


def read_all(model: type[FormType], submitted: Submitted, *others: Callable[[], object]) -> FormType:
    """Like `read`; `others` check further fields, so that everything that is wrong is said at once."""
    wrong: dict[str, Sentence] = {}
    for step in (lambda: read(model, submitted), *others):
        try:
            step()
        except Invalid as problem:
            wrong |= problem.fields
    if wrong:
        raise Invalid(wrong)
    return read(model, submitted)


def _sentences(problem: ValidationError) -> dict[str, Sentence]:
    sentences: dict[str, Sentence] = {}
    for error in problem.errors():
        name = str(error["loc"][0]) if error["loc"] else "form"
        sentences.setdefault(name, _sentence(error["type"], error.get("ctx", {})))
    return sentences


def _sentence(kind: str, context: Mapping[str, Any]) -> Sentence:
    cause = context.get("error")
    if isinstance(cause, Wrong):
        return cause.sentence
    if kind == "missing":
        return say("Please fill this in.")
    if kind == "string_too_long":
        return say("Too long: at most %(most)s characters.", most=context.get("max_length"))
    if kind.startswith(("greater_than", "less_than")):
        return say("This number is out of range.")
    if kind.startswith(("int", "decimal", "float")):
        return say("Please write a number.")
    return say("This cannot be right. Please check it.")


def parse_date(value: object) -> object:
    """2026-11-23 from a date field, 23/11/2026 or 23-11-2026 typed by hand."""
    if not isinstance(value, str):
        return value
    for pattern in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            return datetime.strptime(value.strip(), pattern).date()  # noqa: DTZ007 (a calendar date has no zone)
        except ValueError:
            continue
    raise Wrong(say("There is no such date. Write it like 23/11/2026."))


def parse_decimal(value: object) -> object:
    """1.234,5 and 1234.5 and 1234,5 are the same number to the person who typed it."""
    if not isinstance(value, str):
        return value
    typed = value.strip().replace(" ", "")
    if "," in typed:
        typed = typed.replace(".", "").replace(",", ".")
    if not typed.isascii() or not typed.replace(".", "", 1).removeprefix("-").isdigit():
        raise Wrong(say("Please write a number."))
    try:
        return Decimal(typed)
    except InvalidOperation as problem:
        raise Wrong(say("Please write a number.")) from problem


def cleaned(limit: int) -> AfterValidator:
    """For one line of text: Annotated[str, cleaned(60)]."""

    def clean(value: str) -> str:
        try:
            return clean_text(value, limit=limit)
        except TextProblem as problem:
            raise Wrong(say(problem.rule, **problem.values)) from problem

    return AfterValidator(clean)


def _cleaned_note(value: str) -> str:
    try:
        return clean_note(value, limit=2000)
    except TextProblem as problem:
        raise Wrong(say(problem.rule, **problem.values)) from problem


def _identified(check: Callable[[str], str]) -> AfterValidator:
    def identify(value: str) -> str:
        try:
            return check(value)
        except IdentifierError as problem:
            raise Wrong(say(problem.rule, **problem.values)) from problem

    return AfterValidator(identify)


Day = Annotated[date, BeforeValidator(parse_date)]
Number = Annotated[Decimal, BeforeValidator(parse_decimal)]
ShortText = Annotated[str, cleaned(120)]
LongText = Annotated[str, cleaned(300)]
Note = Annotated[str, AfterValidator(_cleaned_note)]
Phone = Annotated[str, _identified(check_phone)]
TaxCode = Annotated[str, _identified(check_tax_code)]
