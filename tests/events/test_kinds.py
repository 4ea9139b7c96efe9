"""The table of kinds: every kind has all it needs, and one class is enough for a new one."""

from decimal import Decimal

import pytest
from scripts.messages import LANGUAGES

from cooptrace.errors import Invalid
from cooptrace.events.kinds import KINDS, RECORDED, EventKind
from cooptrace.web.forms import FormModel, Submitted, read
from cooptrace.web.i18n import catalogue

ALL = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


def example_of(kind: type[EventKind]) -> FormModel:
    return read(kind.Fields, Submitted({name: (value,) for name, value in kind.example.items()}))


@ALL
def test_the_form_asks_for_just_the_fields_of_the_kind(kind: type[EventKind]) -> None:
    assert sorted(item.name for item in kind.inputs) == sorted(kind.Fields.model_fields)


@ALL
def test_the_example_comes_back_from_the_database_as_it_was(kind: type[EventKind]) -> None:
    details = example_of(kind)
    assert kind.restored(details.model_dump(mode="json")) == details


@ALL
def test_the_example_makes_a_line_in_every_language(kind: type[EventKind]) -> None:
    sentence = kind.sentence(example_of(kind))
    lines = {language: catalogue(language).say(sentence) for language in ("en", *LANGUAGES)}
    assert [language for language, line in lines.items() if " · " not in line] == []
    assert len(set(lines.values())) == len(lines)


@ALL
def test_what_it_follows_is_in_the_table_and_not_in_a_circle(kind: type[EventKind]) -> None:
    order = list(KINDS)
    assert [key for key in kind.follows if order.index(key) >= order.index(kind.key)] == []


def test_kinds_differ_in_key_name_and_shape() -> None:
    for part in ("key", "name", "shape"):
        assert len({str(getattr(kind, part)) for kind in KINDS.values()}) == len(KINDS)


@pytest.mark.parametrize("kind", RECORDED, ids=[kind.key for kind in RECORDED])
def test_nothing_has_to_be_typed_to_record(kind: type[EventKind]) -> None:
    assert kind.sentence(read(kind.Fields, Submitted())) == kind.name


def test_a_correction_needs_its_reason() -> None:
    with pytest.raises(Invalid) as refused:
        read(KINDS["correct"].Fields, Submitted({"wrong": ("did-not-occur",), "reason": (" ",)}))
    assert list(refused.value.fields) == ["reason"]


def test_a_stored_number_is_read_with_its_point() -> None:
    kind = KINDS["harvest"]
    assert kind.restored({"quantity": "420.125", "unit": "kg"}) == kind.Fields(quantity=Decimal("420.125"), unit="kg")


@pytest.mark.parametrize(("language", "line"), [("en", "12.5 kg"), ("vi", "12,5 kg")])
def test_a_number_is_written_in_the_readers_way(language: str, line: str) -> None:
    sentence = KINDS["harvest"].sentence(KINDS["harvest"].Fields(quantity=Decimal("12.5"), unit="kg"))
    assert catalogue(language).say(sentence).endswith(line)
