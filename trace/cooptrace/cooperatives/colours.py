"""Colours a cooperative may give its public pages: few enough to have been checked on light and dark paper."""

from dataclasses import dataclass

from cooptrace.errors import Sentence, Wrong, say


@dataclass(frozen=True)
class Colour:
    """`light` carries white words and is read on white; `dark` carries and is read on the dark paper."""

    name: Sentence
    light: str
    dark: str


COLOURS: dict[str, Colour] = {
    "": Colour(say("Bay green"), "#0a665a", "#6fd3c1"),
    "leaf": Colour(say("Leaf green"), "#3c6614", "#a5d06a"),
    "sea": Colour(say("Sea blue"), "#1f5a8c", "#8cc4f5"),
    "myrtle": Colour(say("Myrtle purple"), "#6a3d8f", "#cdaaf0"),
    "lotus": Colour(say("Lotus pink"), "#9c2a66", "#f5a3cb"),
    "cinnamon": Colour(say("Cinnamon brown"), "#7a4526", "#e0b08c"),
    "honey": Colour(say("Honey yellow"), "#765200", "#ecc75e"),
    "stone": Colour(say("Stone grey"), "#46535c", "#b9c6cf"),
}


def check_colour(typed: str) -> str:
    """Raises Wrong."""
    if typed not in COLOURS:
        raise Wrong(say("Please choose one of these colours."))
    return typed


def colour_rules(key: str) -> str:
    """The style of a page in this colour; "" for the service's own, which every page has."""
    colour = COLOURS.get(key)
    if not key or colour is None:
        return ""
    light, dark = (f":root{{--brand:{value}}}" for value in (colour.light, colour.dark))
    return f"{light}@media(prefers-color-scheme:dark){{{dark}}}"
