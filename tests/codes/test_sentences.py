"""Refusals in words."""

import pytest

from cooptrace.codes import CodeError, check_gtin
from cooptrace.codes.sentences import OTHERWISE, SENTENCES, explain


@pytest.mark.parametrize("typed", ["952", "9521234567898", "2001234567893", "95212345678A9"])
def test_every_refusal_of_a_typed_gtin_has_its_own_sentence(typed: str) -> None:
    with pytest.raises(CodeError) as refused:
        check_gtin(typed)
    assert explain(refused.value) == SENTENCES[refused.value.rule]


def test_rare_rules_share_a_sentence() -> None:
    assert explain(CodeError("qualifier_order")) == OTHERWISE
