"""The ten items of Circular 02/2024: which are there, which are missing, where they are mended."""

from typing import Any

import pytest
from sqlmodel import Session

from cooptrace.batches.checklist import Subject, check
from tests.factories import make_batch, make_product, make_site
from tests.people import World


def subject(session: Session, world: World, *, site: bool = True, **changed: Any) -> Subject:
    product = make_product(session, world.own)
    place = make_site(session, world.own) if site else None
    found = Subject(world.own, product, make_batch(session, product, site=place), place)
    for name, value in changed.items():
        owner, _, column = name.partition("__")
        setattr(getattr(found, owner), column, value)
    return found


def test_a_batch_with_everything_has_ten_of_ten(session: Session, world: World) -> None:
    found = check(subject(session, world))
    assert (found.done, len(found.items), found.complete) == (10, 10, True)


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"product__photo_id": None}, "picture"),
        ({"product__name": ""}, "name"),
        ({"cooperative__address": ""}, "address"),
        ({"cooperative__name": ""}, "producer"),
        ({"site": False}, "stages"),
        ({"batch__expires_on": None}, "shelf-life"),
        ({"product__standards": ""}, "standards"),
    ],
)
def test_each_missing_item_is_named(session: Session, world: World, changed: dict[str, Any], missing: str) -> None:
    assert [item.key for item in check(subject(session, world, **changed)).missing] == [missing]


@pytest.mark.parametrize(
    "changed",
    [
        {"batch__expires_on": None, "batch__no_expiry": True},
        {"product__standards": "", "product__standards_not_declared": True},
        {"product__brand": ""},
    ],
)
def test_what_there_is_none_of_may_be_said_so(session: Session, world: World, changed: dict[str, Any]) -> None:
    assert check(subject(session, world, **changed)).complete


def test_every_item_leads_to_a_page_of_this_cooperative(session: Session, world: World) -> None:
    root = f"/c/{world.own.id}/"
    assert [item.key for item in check(subject(session, world)).items if not item.mend.startswith(root)] == []
