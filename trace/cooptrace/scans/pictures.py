"""The map the public page fetches only when it is looked at."""

from cooptrace.places.locator import locator_svg
from cooptrace.places.units import CURRENT, unit

_MAP_STYLE = (
    "<style>.locator{color:#4f5e57;background:#fafaf5}.locator-here{color:#a8201a}"
    "@media(prefers-color-scheme:dark){.locator{color:#a9b8b0;background:#101614}.locator-here{color:#ff9b92}}</style>"
)


def locator_picture(unit_code: str) -> str:
    """Stands alone, so it brings its colours. Raises UnknownUnit."""
    return locator_svg(unit_code, title=unit(unit_code, CURRENT).name).replace("<title>", _MAP_STYLE + "<title>", 1)
