"""What is said of a product in English and Chinese, written beside the Vietnamese words."""

from dataclasses import dataclass, field
from typing import ClassVar

from fastapi import APIRouter, Request
from starlette.responses import Response

from cooptrace.cooperatives.access import Current, SignedIn
from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import Invalid, NotFound, Sentence
from cooptrace.products import actions, queries
from cooptrace.products.forms import WordsForm
from cooptrace.products.languages import OTHER_LANGUAGES, TRANSLATED, outdated
from cooptrace.products.models import Product
from cooptrace.web.announce import SAVED
from cooptrace.web.answers import see_other
from cooptrace.web.db import Db
from cooptrace.web.forms import Filled, Form, filled, read
from cooptrace.web.policy import WORK, allow
from cooptrace.web.templates import Page, render

router = APIRouter(prefix="/c/{cooperative_id}/products/{product_id}/words")
ONE_LINE = frozenset({"name", "origin"})


@dataclass(frozen=True)
class WordsPage(Page):
    """`outdated` are the fields whose Vietnamese has changed since they were written."""

    template: ClassVar[str] = "products/words.html"
    cooperative: Cooperative
    product: Product
    language: str
    form: Filled
    outdated: frozenset[str]
    titles: dict[str, Sentence] = field(default_factory=lambda: OTHER_LANGUAGES)
    names: dict[str, Sentence] = field(default_factory=lambda: TRANSLATED)
    one_line: frozenset[str] = ONE_LINE


@router.get("")
@allow(WORK)
def show_words(request: Request, cooperative: Current, product_id: str, session: Db, language: str = "en") -> Response:
    product = queries.product_by_id(session, cooperative, product_id)
    if language not in OTHER_LANGUAGES:
        raise NotFound
    kept = product.translations.get(language, {})
    return render(
        request, _page(cooperative, product, language, Filled({name: pair[1] for name, pair in kept.items()}))
    )


@router.post("")
@allow(WORK)
def change_words(
    request: Request, cooperative: Current, viewer: SignedIn, product_id: str, session: Db, form: Form
) -> Response:
    product = queries.product_by_id(session, cooperative, product_id)
    language = form.text("language")
    if language not in OTHER_LANGUAGES:
        raise NotFound
    try:
        actions.translate_product(session, product, read(WordsForm, form), by=viewer.person_id)
    except Invalid as problem:
        return render(request, _page(cooperative, product, language, filled(form, problem)), status=422)
    return see_other(f"/c/{cooperative.id}/products/{product.id}", said=SAVED)


def _page(cooperative: Cooperative, product: Product, language: str, form: Filled) -> WordsPage:
    return WordsPage(cooperative, product, language, form, outdated(product, language))
