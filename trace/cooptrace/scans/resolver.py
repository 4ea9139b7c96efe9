"""What this resolver says of itself, and the one link or several that a request is led to. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from cooptrace.scans.choice import best_links
from cooptrace.scans.linkset import CONTEXT, LINKSET_TYPE, VOCABULARY, Level, Link, kind_of, links_of

KEYS = ("01", "00", "414", "417")
DESCRIPTION_PATH = "/.well-known/gs1resolver"
_WHOLE = ("linkset", "all")


@dataclass(frozen=True)
class Wish:
    """What a request asks for: the kind of link, media types and languages as they came."""

    link_type: str
    accept: str
    languages: str

    @property
    def linkset(self) -> bool:
        return self.link_type in _WHOLE or LINKSET_TYPE in self.accept


def chosen_links(levels: Sequence[Level], wish: Wish) -> tuple[Link, ...]:
    """None when there is no such link, several when the request does not decide."""
    if not wish.link_type:
        return levels[0].links[:1]
    found = links_of(tuple(levels), kind_of(wish.link_type))
    return best_links(found, accept=wish.accept, languages=wish.languages) if found else ()


def description(root: str, *, name: str) -> dict[str, object]:
    """The resolver description file (3)."""
    return {
        "name": name,
        "resolverRoot": root,
        "supportedPrimaryKeys": list(KEYS),
        "supportedLinkType": [{"namespace": VOCABULARY, "prefix": "gs1:"}],
        "linkTypeDefaultCanBeLinkset": False,
        "jsonLdContextLocation": CONTEXT,
    }
