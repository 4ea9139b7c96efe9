"""The interface's languages. Catalogues are gettext .po files, one folder a language, one file a part of the house;
they are read at start-up, so there is nothing to compile."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from babel import Locale
from babel.messages.pofile import read_po
from starlette.requests import Request

from cooptrace.errors import Sentence
from cooptrace.resources import TRANSLATIONS
from cooptrace.web.formats import number_text
from cooptrace.web.viewer import viewer_of

LANGUAGES = {"vi": "Tiếng Việt", "en": "English", "zh": "中文"}
DEFAULT = "vi"
COOKIE = "lang"


@dataclass(frozen=True)
class Catalogue:
    language: str
    texts: dict[str, str]
    plurals: dict[str, tuple[str, ...]]

    def gettext(self, msgid: str) -> str:
        return self.texts.get(msgid, msgid)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        forms = self.plurals.get(singular)
        if not forms:
            return singular if number == 1 else plural
        return forms[0] if number == 1 else forms[-1]

    def say(self, sentence: Sentence) -> str:
        values = {name: self._written(value) for name, value in sentence.values.items()}
        text = self.gettext(sentence.msgid)
        return text % values if values else text

    def _written(self, value: object) -> object:
        """A value as it stands in a sentence of this language: 1,5 mm in Vietnamese."""
        if isinstance(value, Decimal):
            return number_text(value, self.language)
        return self.say(value) if isinstance(value, Sentence) else value


@cache
def catalogue(language: str) -> Catalogue:
    texts: dict[str, str] = {}
    plurals: dict[str, tuple[str, ...]] = {}
    for path in sorted((TRANSLATIONS / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if isinstance(message.id, str) and isinstance(message.string, str):
                    if message.id and message.string:
                        texts[message.id] = message.string
                elif isinstance(message.string, tuple) and all(message.string):
                    plurals[message.id[0]] = message.string
    return Catalogue(language, texts, plurals)


def language_of(request: Request) -> str:
    """?lang= first, then what was chosen before, then the person's own, then the phone's; else Vietnamese."""
    viewer = viewer_of(request)
    for wish in (request.query_params.get("lang"), request.cookies.get(COOKIE), viewer.language if viewer else None):
        if wish in LANGUAGES:
            return wish
    return accepted(request.headers.get("accept-language", "")[:200])


@lru_cache(maxsize=1000)
def accepted(header: str) -> str:
    """The language of ours that a phone likes best."""
    wishes: list[tuple[float, str]] = []
    for part in header[:200].split(",")[:10]:
        tag, _, weight = part.strip().partition(";q=")
        try:
            wishes.append((-float(weight or 1), tag[:2].lower()))
        except ValueError:
            continue
    known = [tag for _weight, tag in sorted(wishes, key=lambda wish: wish[0]) if tag in LANGUAGES]
    return known[0] if known else DEFAULT


def translator(request: Request) -> Callable[[Sentence], str]:
    return catalogue(language_of(request)).say


def locale_of(language: str) -> Locale:
    return Locale.parse({"vi": "vi_VN", "en": "en_GB", "zh": "zh_Hans_CN"}[language])
