"""What to tell a person whose code was refused; the command line and the API show the rule and the place instead."""

from collections.abc import Mapping

from cooptrace.codes.code_error import CodeError
from cooptrace.errors import Sentence, say

OTHERWISE = say("This code is not written as the GS1 rules want it.")

SENTENCES: Mapping[str, Sentence] = {
    "empty_value": say("A value is missing."),
    "illegal_day": say("There is no such day."),
    "illegal_month": say("There is no such month."),
    "incorrect_check_digit": say("One digit is wrong or two are swapped: the last digit does not fit the others."),
    "invalid_cset82_character": say(
        "Only letters without accents, digits and simple signs such as - . / can be used here, and no spaces."
    ),
    "length": say("This has too few or too many characters."),
    "mistyped": say("This code was mistyped: please compare it with the label again."),
    "non_digit_character": say("Only the digits 0 to 9 can be used here."),
    "required_ai": say("Something that belongs with this is missing."),
    "restricted": say("Numbers that begin like this are for use inside one shop only; products for sale need another."),
    "unknown_ai": say("There is no GS1 field with this number."),
    "value_too_long": say("This is too long."),
    "value_too_short": say("This is too short."),
}


def explain(refused: CodeError) -> Sentence:
    """The sentence for a form field."""
    return SENTENCES.get(refused.rule, OTHERWISE)
