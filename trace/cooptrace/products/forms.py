"""What people fill in about a product, as typed values."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from cooptrace.products.gtins import Gtin
from cooptrace.web.forms import FormModel, LongText, Note, Number, ShortText, cleaned, parse_decimal

Category = Literal["", "food", "drink", "herbs", "crafts", "ornamental", "tourism"]


class ProductForm(FormModel):
    name: ShortText
    net_amount: Annotated[Number, Field(gt=0, lt=Decimal(10) ** 9, max_digits=12, decimal_places=3)]
    net_unit: Annotated[str, cleaned(12)]
    brand: ShortText = ""
    category: Category = ""
    gtin: Gtin | None = None
    sku: Annotated[str, cleaned(40)] = ""
    origin: LongText = ""
    standards: LongText = ""
    standards_not_declared: bool = False
    shelf_life_days: Annotated[int, BeforeValidator(parse_decimal), Field(ge=1, le=36500)] | None = None
    ingredients: Note = ""
    usage: Note = ""
    storage: Note = ""
    warnings: Note = ""
    story: Note = ""
    producer_share: Annotated[int, BeforeValidator(parse_decimal), Field(ge=1, le=100)] | None = None


class WordsForm(FormModel):
    """What is said of a product in one more language; an empty field stays Vietnamese."""

    language: Literal["en", "zh"]
    name: ShortText = ""
    origin: LongText = ""
    ingredients: Note = ""
    usage: Note = ""
    storage: Note = ""
    warnings: Note = ""
    story: Note = ""
