"""What a label with AIs holds: read as `(01)…(10)…` and refused when it may not be printed for the open market."""

from cooptrace.codes import CodeError, holds_restricted, parse_bracketed


def printable_elements(code: str) -> list[tuple[str, str]]:
    """Raises CodeError like `parse_bracketed`, and `restricted` for a number of one shop only (GenSpecs 1.2.2.2.1)."""
    ais = parse_bracketed(code)
    if holds_restricted(ais):
        raise CodeError("restricted", code.find(")") + 1)
    return ais
