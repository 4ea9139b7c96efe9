"""The cooperative's words about a product in the reader's language, or in Vietnamese where it has no others. Pure."""

from dataclasses import dataclass

from markupsafe import Markup

from cooptrace.batches.public_copy import PublicCopy
from cooptrace.products.languages import TRANSLATED, translated
from cooptrace.products.models import Product
from cooptrace.web.i18n import DEFAULT

# A page travels over weak lines: what is longer is read in full behind the digital product passport.
LONGEST = 68
IN_VIETNAMESE = Markup(' lang="vi"')


@dataclass(frozen=True)
class Said:
    """`tag` marks Vietnamese words on a page in another language, for those who have it read aloud."""

    text: str
    tag: str = ""

    @property
    def start(self) -> str:
        """As much as a page has room for, up to the end of a word."""
        if not self.is_cut:
            return self.text
        return self.text[:LONGEST].rsplit(maxsplit=1)[0] + " …"

    @property
    def is_cut(self) -> bool:
        return len(self.text) > LONGEST

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True)
class Words:
    """`untranslated`: some of them are Vietnamese on a page that is not."""

    name: Said
    origin: Said
    ingredients: Said
    usage: Said
    storage: Said
    warnings: Said
    story: Said
    untranslated: bool

    @property
    def has_more(self) -> bool:
        return any(one.is_cut for one in (self.ingredients, self.usage, self.storage, self.warnings, self.story))


def words_of(copy: PublicCopy, product: Product, language: str) -> Words:
    said = {name: _said(product, language, name, getattr(copy, name)) for name in TRANSLATED}
    return Words(**said, untranslated=any(one.tag for one in said.values() if one))


def _said(product: Product, language: str, name: str, vietnamese: str) -> Said:
    if language == DEFAULT:
        return Said(vietnamese)
    words = translated(product, language, name, vietnamese)
    return Said(words) if words else Said(vietnamese, IN_VIETNAMESE)
