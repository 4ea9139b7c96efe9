"""Which characters a value may hold: the GS1 character sets 39, 64 and 82 and plain ASCII digits."""

import re

from cooptrace.codes.code_error import CodeError

CSET82_SYMBOLS = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"

_foreign_to_82 = re.compile(f"[^{re.escape(CSET82_SYMBOLS)}]").search
_foreign_to_39 = re.compile(r"[^#\-/0-9A-Z]").search
_foreign_to_64 = re.compile(r"[^\-0-9A-Z_a-z]").search
_not_digit = re.compile("[^0-9]").search


def cset82(value: str) -> None:
    if wrong := _foreign_to_82(value):
        raise CodeError("invalid_cset82_character", wrong.start())


def cset39(value: str) -> None:
    if wrong := _foreign_to_39(value):
        raise CodeError("invalid_cset39_character", wrong.start())


def cset64(value: str) -> None:
    """File-safe base 64 whose `=` padding, if any, fills up to a multiple of three."""
    body = value.rstrip("=")
    if wrong := _foreign_to_64(body):
        raise CodeError("invalid_cset64_character", wrong.start())
    padding = len(value) - len(body)
    if padding and (padding > 2 or len(value) % 3):
        raise CodeError("invalid_cset64_padding", len(body), length=padding)


def csetnumeric(value: str) -> None:
    if wrong := _not_digit(value):
        raise CodeError("non_digit_character", wrong.start())


def hasnondigit(value: str) -> None:
    if not _not_digit(value):
        raise CodeError("requires_non_digit_character", length=len(value))


def importeridx(value: str) -> None:
    if len(value) != 1:
        raise CodeError("importer_idx_must_be_one_character", length=len(value))
    if _foreign_to_64(value):
        raise CodeError("invalid_import_idx_character")
