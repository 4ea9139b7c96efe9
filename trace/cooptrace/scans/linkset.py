"""What the resolver knows of an item, as links for machines (RFC 9264, GS1-Conformant Resolver 1.2). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

VOCABULARY = "https://ref.gs1.org/voc/"
LINKSET_TYPE = "application/linkset+json"
CONTEXT = "https://ref.gs1.org/standards/resolver/linkset-context"
DEFAULT = "defaultLink"
_PREFIXES = (VOCABULARY, "https://gs1.org/voc/", "https://www.gs1.org/voc/", "gs1:")


@dataclass(frozen=True)
class Link:
    """`kind` is a bare name of the GS1 Web Vocabulary: pip, traceability."""

    kind: str
    href: str
    title: str
    media_type: str = "text/html"
    languages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Level:
    """One item the links are about: the batch, then its product."""

    anchor: str
    description: str
    links: tuple[Link, ...]


def linkset(levels: tuple[Level, ...]) -> dict[str, object]:
    return {"linkset": [_context(level) for level in levels]}


def choice(level: Level, links: tuple[Link, ...]) -> dict[str, object]:
    """Only those of one kind that a request may choose from."""
    context: dict[str, object] = {"anchor": level.anchor, "itemDescription": level.description}
    return {"linkset": [context | {VOCABULARY + links[0].kind: [_target(link) for link in links]}]}


def with_context(document: Mapping[str, object]) -> dict[str, object]:
    """The same for readers of JSON-LD."""
    return {"@context": CONTEXT, **document}


def kind_of(link_type: str) -> str:
    """`gs1:pip`, `pip` and both full addresses are the same."""
    for prefix in _PREFIXES:
        if link_type.startswith(prefix):
            return link_type.removeprefix(prefix)
    return link_type


def links_of(levels: tuple[Level, ...], kind: str) -> tuple[Link, ...]:
    """Those of the most exact level that has this kind; the default link is the first one of that level."""
    for level in levels:
        if kind == DEFAULT:
            return level.links[:1]
        if found := tuple(link for link in level.links if link.kind == kind):
            return found
    return ()


def with_query(href: str, query: str) -> str:
    """The whole query as it came is passed on (2.12), before a fragment."""
    if not query:
        return href
    address, mark, fragment = href.partition("#")
    return f"{address}{'&' if '?' in address else '?'}{query}{mark}{fragment}"


def _context(level: Level) -> dict[str, object]:
    context: dict[str, object] = {"anchor": level.anchor, "itemDescription": level.description}
    first = level.links[0]
    context[VOCABULARY + DEFAULT] = [{"href": first.href, "title": first.title}]
    for kind in dict.fromkeys(link.kind for link in level.links):
        context[VOCABULARY + kind] = [_target(link) for link in level.links if link.kind == kind]
    return context


def _target(link: Link) -> dict[str, object]:
    target: dict[str, object] = {"href": link.href, "title": link.title, "type": link.media_type}
    if link.languages:
        target["hreflang"] = list(link.languages)
    return target
