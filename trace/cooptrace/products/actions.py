"""Verbs about products: add, change, withdraw, take up again."""

from sqlmodel import Session

from cooptrace.cooperatives.gs1_numbers import refuse_demo_numbers
from cooptrace.cooperatives.models import Cooperative
from cooptrace.database import now
from cooptrace.errors import Invalid, say
from cooptrace.products.fields import PUBLIC_FIELDS, as_note
from cooptrace.products.forms import ProductForm, WordsForm
from cooptrace.products.languages import TRANSLATED, pairs_of
from cooptrace.products.models import Product, ProductCorrection
from cooptrace.products.queries import product_by_gtin
from cooptrace.text import fold


def add_product(
    session: Session, cooperative: Cooperative, details: ProductForm, *, photo_id: str | None, by: str
) -> Product:
    """`by` is a person's id. Raises Invalid."""
    product = Product(
        cooperative_id=cooperative.id,
        name=details.name,
        name_folded=fold(details.name),
        net_amount=details.net_amount,
        net_unit=details.net_unit,
        created_by=by,
    )
    _check(session, cooperative, product, details)
    _fill(product, details, photo_id)
    session.add(product)
    session.flush()
    return product


def change_product(
    session: Session, cooperative: Cooperative, product: Product, details: ProductForm, *, photo_id: str | None, by: str
) -> None:
    """What people read goes up a version; once labels are printed each change leaves a dated note. Raises Invalid."""
    _check(session, cooperative, product, details)
    before = {field: getattr(product, field) for field in PUBLIC_FIELDS}
    _fill(product, details, photo_id or product.photo_id)
    changed = [field for field, value in before.items() if getattr(product, field) != value]
    if changed:
        product.version += 1
    if product.printed_at:
        session.add_all(_note(product, field, before[field], by) for field in changed)
    session.flush()


def translate_product(session: Session, product: Product, details: WordsForm, *, by: str) -> None:
    """Takes the place of what was said in this language before; an empty field is Vietnamese again."""
    typed = {name: getattr(details, name) for name in TRANSLATED}
    fresh = product.translations | {details.language: pairs_of(product, typed)}
    if fresh == product.translations:
        return
    product.translations = fresh
    product.version += 1
    if product.printed_at:
        session.add(_note(product, "translations", None, by))
    session.flush()


def mark_printed(session: Session, product: Product) -> None:
    """The first print of a batch calls this."""
    product.printed_at = product.printed_at or now()
    session.flush()


def withdraw_product(session: Session, product: Product) -> None:
    """No new batches are made of it. Its printed codes keep their pages."""
    product.withdrawn_at = product.withdrawn_at or now()
    session.flush()


def restore_product(session: Session, product: Product) -> None:
    product.withdrawn_at = None
    session.flush()


def _check(session: Session, cooperative: Cooperative, product: Product, details: ProductForm) -> None:
    refuse_demo_numbers(cooperative, {"gtin": details.gtin})
    if product.printed_at and product.gtin and details.gtin != product.gtin:
        raise Invalid({"gtin": say("This number is printed on labels and must stay. Copy the product for a new one.")})
    holder = product_by_gtin(session, details.gtin) if details.gtin else None
    if holder and holder.id != product.id:
        raise Invalid({"gtin": say("Another product has this number already. Each product needs its own.")})


def _fill(product: Product, details: ProductForm, photo_id: str | None) -> None:
    for field, value in details.model_dump().items():
        setattr(product, field, value)
    product.name_folded = fold(details.name)
    product.photo_id = photo_id
    # Whoever names a standard has declared one.
    product.standards_not_declared = details.standards_not_declared and not details.standards


def _note(product: Product, field: str, before: object, by: str) -> ProductCorrection:
    after = getattr(product, field)
    return ProductCorrection(
        product_id=product.id,
        field=field,
        before=as_note(field, before),
        after=as_note(field, after),
        corrected_by=by,
    )
