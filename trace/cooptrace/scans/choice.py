"""Which of several links of one kind a request wants: by media type, then by language (RFC 9110, RFC 4647). Pure."""

from collections.abc import Sequence

from cooptrace.scans.linkset import Link

LONGEST_HEADER, MOST_WISHES = 500, 20


def best_links(links: Sequence[Link], *, accept: str, languages: str) -> tuple[Link, ...]:
    """One where the request decides, else all that fit equally. What it does not want is offered all the same."""
    ranges = _wishes(accept)
    wanted = [link for link in links if _liking(link, ranges) > 0] or list(links)
    spoken = _in_language(wanted, [tag for tag, liking in _wishes(languages) if liking > 0])
    most = max(_liking(link, ranges) for link in spoken)
    return tuple(link for link in spoken if _liking(link, ranges) == most)


def _wishes(header: str) -> list[tuple[str, float]]:
    """What is named in an Accept or Accept-Language header, dearest first; what cannot be read is passed over."""
    found = []
    for part in header[:LONGEST_HEADER].split(",")[:MOST_WISHES]:
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        weight = next((one[2:] for one in parameters if one.startswith("q=")), "1")
        if name and _is_weight(weight):
            found.append((name, float(weight)))
    return sorted(found, key=lambda wish: -wish[1])


def _is_weight(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal() and text.isascii() and float(text) <= 1


def _liking(link: Link, ranges: Sequence[tuple[str, float]]) -> float:
    """The most exact range counts: text/html before text/* before */*."""
    if not ranges:
        return 1
    group = link.media_type.partition("/")[0]
    named = dict(ranges)
    return next((named[name] for name in (link.media_type, f"{group}/*", "*/*") if name in named), 0)


def _in_language(links: Sequence[Link], tags: Sequence[str]) -> list[Link]:
    """Lookup: each wish is cut from its end until a link has it; then links that are for every language."""
    for tag in tags:
        while tag and tag != "*":
            if found := [link for link in links if tag in map(str.lower, link.languages)]:
                return found
            tag = tag.rpartition("-")[0]
    return [link for link in links if not link.languages] or list(links)
