"""Rules between the AIs of one item: repeated with different values, required together, forbidden together."""

from collections.abc import Sequence

from cooptrace.codes.application_identifiers import APPLICATION_IDENTIFIERS
from cooptrace.codes.code_error import CodeError

SERIALISED_LENGTHS = {"253": 14, "255": 14, "8003": 15}
"""Keys that count as serialised, as the signature in AI 8030 demands, only from this many characters."""


def check_associations(ais: Sequence[tuple[str, str]], positions: Sequence[int]) -> None:
    """Refuses AIs that may not stand together; `positions` says where each one is in the text.

    Raises CodeError `repeated_ai`, `excluded_ai`, `required_ai` or `serial_missing`.
    """
    values = dict(ais)
    present = frozenset(values)
    for (ai, value), position in zip(ais, positions, strict=True):
        if value != values[ai]:
            raise CodeError("repeated_ai", position, length=len(ai), ai=ai)
        entry = APPLICATION_IDENTIFIERS[ai]
        if unwanted := entry.excludes & present:
            detail = f"may not stand beside ({min(unwanted)})"
            raise CodeError("excluded_ai", position, length=len(ai), ai=ai, detail=detail)
        for wanted, alternatives in entry.requires:
            if not any(all(present & choice for choice in alternative) for alternative in alternatives):
                detail = f"needs {wanted.replace(',', ' or ')}"
                raise CodeError("required_ai", position, length=len(ai), ai=ai, detail=detail)
    if "8030" in present:
        _check_serialised(ais, positions)


def _check_serialised(ais: Sequence[tuple[str, str]], positions: Sequence[int]) -> None:
    for (ai, value), position in zip(ais, positions, strict=True):
        if len(value) < SERIALISED_LENGTHS.get(ai, 0):
            raise CodeError("serial_missing", position, length=len(ai), ai=ai, detail="(8030) signs single items only")
