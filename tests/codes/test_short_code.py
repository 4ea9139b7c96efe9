"""Short codes: reading, refusing and the strength of the check symbol."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cooptrace.codes import CodeError, check_short_code, grouped, new_batch_code
from cooptrace.codes.short_code import ALPHABET, check_symbol
from tests.codes.refusals import rule_of

bodies = st.text(st.sampled_from(ALPHABET), min_size=8, max_size=8) | st.text(
    st.sampled_from(ALPHABET), min_size=14, max_size=14
)


def test_new_code_is_valid_and_random() -> None:
    codes = {new_batch_code() for _ in range(50)}
    assert len(codes) == 50
    assert all(check_short_code(code) == code and len(code) == 9 for code in codes)


@pytest.mark.parametrize("typed", ["7k1-02n-pfh", " 7K1 02N PFH ", "7KIO2NPFH", "7kl–02n–pfh", "７Ｋ１０２ＮＰＦＨ"])
def test_code_typed_by_people_is_read(typed: str) -> None:
    assert check_short_code(typed) == "7K102NPFH"


def test_look_alikes_are_read_as_digits() -> None:
    body = "00112580"
    code = body + check_symbol(body)
    assert check_short_code("OQILZSB0" + code[-1]) == code


@given(bodies)
def test_every_wrong_symbol_and_neighbour_swap_is_found(body: str) -> None:
    code = body + check_symbol(body)
    wrong = {code[:i] + s + code[i + 1 :] for i, s in itertools.product(range(len(code)), ALPHABET)}
    wrong |= {code[:i] + code[i + 1] + code[i] + code[i + 2 :] for i in range(len(code) - 1)}
    for other in wrong - {code}:
        with pytest.raises(CodeError) as refused:
            check_short_code(other)
        assert refused.value.rule == "mistyped"


@pytest.mark.parametrize("text", ["", "7K102NPF", "7K102NPFHH", "-" * 9, "7" * 65])
def test_wrong_number_of_symbols_is_refused(text: str) -> None:
    with pytest.raises(CodeError) as refused:
        check_short_code(text)
    assert refused.value.rule == "length"


def test_foreign_symbol_is_refused_at_its_place() -> None:
    with pytest.raises(CodeError) as refused:
        check_short_code("7K1-0ÔN-PFH")
    assert (refused.value.rule, refused.value.position) == ("mistyped", 5)


def test_codes_are_grouped_for_print() -> None:
    assert grouped("7K102NPFH") == "7K1-02N-PFH"
    assert grouped("7K1023NPF45981X") == "7K102-3NPF4-5981X"


@given(st.text())
def test_garbage_is_refused_with_a_known_rule(text: str) -> None:
    assert rule_of(check_short_code, text) in {"", "length", "mistyped"}
