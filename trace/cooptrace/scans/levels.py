"""What the resolver has under a Digital Link, from the most exact level up to the key, each with its links. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cooptrace.codes.percent import escape_path
from cooptrace.scans.linkset import Level, Link

LANGUAGES = ("vi", "en", "zh")
PAGES = "/p"
# GTIN registrations: a variant and a lot may stand together, a serial or a third party's number only alone (2.5.9).
_ORDER = ("22", "10", "21", "235")
ALLOWED = frozenset({(), ("22",), ("10",), ("22", "10"), ("21",), ("235",)})

Ais = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Registration:
    """Links that somebody registered on a key with these qualifiers."""

    qualifiers: Ais
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Item:
    """What is known of the item behind a key."""

    root: str
    key: Ais
    name: str
    registrations: tuple[Registration, ...]
    # The service's own links besides the page itself, by the qualifiers they stand under.
    own: tuple[Registration, ...] = field(default=())
    # Pages of other things than a GTIN stand elsewhere; "" for the usual place.
    page: str = ""
    page_kind: str = "pip"


def levels_of(item: Item, asked: Ais) -> tuple[Level, ...]:
    """Those that are registered among what was asked. The most exact one leads to the page of the whole address, so
    that a lot nobody declared is told to be one."""
    wanted = set(asked)
    found = dict.fromkeys((ordered(one.qualifiers) for one in (*item.own, *item.registrations)), True) | {(): True}
    registered = sorted((one for one in found if wanted.issuperset(one)), key=_exactness)
    exact = registered[0]
    return tuple(_level(item, one, asked if one == exact else (*item.key, *one)) for one in registered)


def ordered(qualifiers: Iterable[tuple[str, str]]) -> Ais:
    """In the order of the path: variant, lot, serial."""
    return tuple(sorted(qualifiers, key=lambda one: _ORDER.index(one[0])))


def path_of(ais: Iterable[tuple[str, str]]) -> str:
    return "".join(f"/{ai}/{escape_path(value)}" for ai, value in ais)


def _exactness(qualifiers: Ais) -> tuple[bool, int, bool]:
    """A serial outranks lot and variant, both together one of them, the lot the variant."""
    names = [ai for ai, _ in qualifiers]
    return ("21" not in names and "235" not in names, -len(names), "10" not in names)


def _level(item: Item, qualifiers: Ais, page_ais: Ais) -> Level:
    name = ", ".join([item.name, *(value for _, value in qualifiers)])
    page = item.root + (item.page or PAGES + path_of(page_ais))
    own = [_own(item, link, page, name) for link in _of(item.own, qualifiers)]
    added = _of(item.registrations, qualifiers)
    kinds = {link.kind for link in added}
    links = (
        Link(item.page_kind, page, name, languages=LANGUAGES),
        *(link for link in own if link.kind not in kinds),
        *added,
    )
    return Level(item.root + path_of((*item.key, *qualifiers)), name, links)


def _own(item: Item, link: Link, page: str, name: str) -> Link:
    """The service's own links lead to parts of the page, then `href` is only the fragment, or to another page here."""
    href = item.root + link.href if link.href.startswith("/") else page + link.href
    return Link(link.kind, href, name, languages=LANGUAGES)


def _of(registrations: Sequence[Registration], qualifiers: Ais) -> list[Link]:
    return [link for one in registrations if ordered(one.qualifiers) == qualifiers for link in one.links]
