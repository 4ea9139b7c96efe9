"""How tests ask a function what it refuses."""

from collections.abc import Callable

from cooptrace.codes import CodeError


def refusal_of(function: Callable[[str], object], text: str) -> CodeError | None:
    """The CodeError that `function` raises for `text`, or None when it accepts; any other exception is a failure."""
    try:
        function(text)
    except CodeError as refused:
        return refused
    return None


def rule_of(function: Callable[[str], object], text: str) -> str:
    """The rule that `text` breaks, or nothing."""
    refused = refusal_of(function, text)
    return refused.rule if refused else ""
