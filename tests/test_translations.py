"""Every text of the interface is there in Vietnamese and Chinese, with the same places for values."""

import re

import pytest
from scripts.messages import LANGUAGES, messages

from cooptrace.web.i18n import catalogue

PLACES = re.compile(r"%\([a-z_]+\)[sd]")
MESSAGES = messages()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    known = catalogue(language)
    translated = set(known.texts) | set(known.plurals)
    assert sorted(set(MESSAGES) - translated) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_left_over(language: str) -> None:
    known = catalogue(language)
    assert sorted((set(known.texts) | set(known.plurals)) - set(MESSAGES)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_places_for_values(language: str) -> None:
    known = catalogue(language)
    differing = {
        msgid: text
        for msgid, text in known.texts.items()
        if set(PLACES.findall(msgid)) != set(PLACES.findall(text))
        or text.replace("%%", "").count("%") != len(PLACES.findall(text))
    }
    assert differing == {}
