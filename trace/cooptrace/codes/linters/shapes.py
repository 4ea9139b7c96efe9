"""Values with an inner shape: percent sequences, piece of total, place in a series of births, a lone hyphen."""

import re

from cooptrace.codes.code_error import CodeError
from cooptrace.codes.linters.character_sets import csetnumeric

_bad_percent = re.compile("%(?![0-9A-Fa-f]{2}).{0,2}", re.DOTALL).search
_place_of_end = re.compile("([0-9]+)/([0-9]+)").fullmatch


def hyphen(value: str) -> None:
    if not value or value.strip("-"):
        raise CodeError("not_hyphen", length=len(value))


def pcenc(value: str) -> None:
    if wrong := _bad_percent(value):
        raise CodeError("invalid_percent_sequence", wrong.start(), length=len(wrong[0]))


def pieceoftotal(value: str) -> None:
    """Equal halves: the number of this piece and of all pieces, neither zero."""
    csetnumeric(value)
    if not value or len(value) % 2:
        raise CodeError("invalid_length_for_piece_of_total", length=len(value))
    half = len(value) // 2
    piece, total = int(value[:half]), int(value[half:])
    if not piece:
        raise CodeError("zero_piece_number", length=half)
    if not total:
        raise CodeError("zero_total_pieces", half, length=half)
    if piece > total:
        raise CodeError("piece_number_exceeds_total", length=len(value))


def posinseqslash(value: str) -> None:
    """`2/3`: the second of three."""
    found = _place_of_end(value)
    if not found:
        raise CodeError("position_in_sequence_malformed", length=len(value))
    for group in (1, 2):
        if found[group].startswith("0"):
            raise CodeError("illegal_zero_prefix", found.start(group), length=len(found[group]))
    if int(found[1]) > int(found[2]):
        raise CodeError("position_exceeds_end", length=len(value))
