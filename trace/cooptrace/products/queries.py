"""Reads about products. Inside a cooperative everything is looked up through it; GTINs are looked up by anybody."""

from sqlmodel import Session, col, select

from cooptrace.cooperatives.models import Cooperative
from cooptrace.errors import NotFound
from cooptrace.products.models import Product, ProductCorrection
from cooptrace.text import fold


def product_by_id(session: Session, cooperative: Cooperative, product_id: str) -> Product:
    found = session.get(Product, product_id)
    if found is None or found.cooperative_id != cooperative.id:
        raise NotFound
    return found


def products_of(session: Session, cooperative: Cooperative) -> list[Product]:
    """Those still made, by name."""
    return search_products(session, cooperative, "")


def search_products(session: Session, cooperative: Cooperative, text: str) -> list[Product]:
    """By a part of the name or of the own number, without accents."""
    wanted = select(Product).where(Product.cooperative_id == cooperative.id, col(Product.withdrawn_at).is_(None))
    found = list(session.exec(wanted.order_by(col(Product.name_folded), col(Product.id))))
    words = fold(text)
    return [product for product in found if words in product.name_folded or words in fold(product.sku)]


def withdrawn_products_of(session: Session, cooperative: Cooperative) -> list[Product]:
    wanted = select(Product).where(Product.cooperative_id == cooperative.id, col(Product.withdrawn_at).is_not(None))
    return list(session.exec(wanted.order_by(col(Product.name_folded), col(Product.id))))


def latest_product(session: Session, cooperative: Cooperative) -> Product | None:
    wanted = select(Product).where(Product.cooperative_id == cooperative.id)
    return session.exec(wanted.order_by(col(Product.created_at).desc(), col(Product.id)).limit(1)).first()


def product_by_gtin(session: Session, gtin14: str) -> Product | None:
    return session.exec(select(Product).where(Product.gtin == gtin14)).first()


def product_corrections(session: Session, product: Product) -> list[ProductCorrection]:
    """What was changed after labels were printed, newest first."""
    wanted = select(ProductCorrection).where(ProductCorrection.product_id == product.id)
    return list(session.exec(wanted.order_by(col(ProductCorrection.corrected_at).desc(), col(ProductCorrection.id))))
