"""Cleaning, folding and ordering of typed text."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cooptrace.text import (
    MIXED_LETTERS,
    RULES,
    TOO_LONG,
    TextProblem,
    clean_note,
    clean_text,
    fold,
    is_blank,
    person_sort_key,
    vi_sort_key,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Chả   mực\tHạ Long \n", "Chả mực Hạ Long"),
        (unicodedata.normalize("NFD", "Hợp tác xã"), "Hợp tác xã"),
        ("Ba\u00a0kích\u3000tím", "Ba kích tím"),
        ("Bán\u202e gnoL ạH\u202c", "Bán gnoL ạH"),
        ("a\u200bb\x00c\ufeff\ue000\u00ad", "abc"),
        ("Dòng một\r\nDòng hai\u2028ba", "Dòng một Dòng hai ba"),
        ("\u3164\u2800", ""),
        ("e\u200d\u0301", "é"),
        ("海鲜 Ба ω3 β-glucan", "海鲜 Ба ω3 β-glucan"),
    ],
)
def test_clean_text_keeps_what_is_seen(typed: str, kept: str) -> None:
    assert clean_text(typed, limit=80) == kept


@pytest.mark.parametrize("word", ["Hа", "Оcop", "cοop", "a1б", "a\u0331б"])
def test_clean_text_refuses_look_alikes_in_one_word(word: str) -> None:
    with pytest.raises(TextProblem) as caught:
        clean_text(f"Gạo {word} ngon", limit=80)
    assert (caught.value.rule, caught.value.values) == (MIXED_LETTERS, {"word": word})


def test_clean_text_counts_characters_after_cleaning() -> None:
    assert clean_text(" " * 50 + unicodedata.normalize("NFD", "ộ") * 5, limit=5) == "ộ" * 5
    with pytest.raises(TextProblem, match="longer than 5 characters") as caught:
        clean_text("ộ" * 6, limit=5)
    assert caught.value.rule == TOO_LONG


def test_clean_note_keeps_lines() -> None:
    note = "  Thu hoạch\u00a0 sáng \r\n\r\n\r\n\r\nRửa sạch\rĐóng túi\u2029 \n"
    assert clean_note(note, limit=80) == "Thu hoạch sáng\n\nRửa sạch\nĐóng túi"


@given(st.text())
def test_clean_text_is_idempotent(text: str) -> None:
    try:
        once = clean_text(text, limit=10_000)
    except TextProblem:
        assume(False)
    assert clean_text(once, limit=10_000) == once
    assert unicodedata.is_normalized("NFC", once)


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from(" \n\r\t\u0301"))))
def test_clean_note_is_idempotent(text: str) -> None:
    try:
        once = clean_note(text, limit=10_000)
    except TextProblem:
        assume(False)
    assert clean_note(once, limit=10_000) == once


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Hợp tác xã", "hop tac xa"),
        ("ĐÔNG TRIỀU", "dong trieu"),
        ("Ðầm Hà", "dam ha"),
        ("Hoà Lạc", "hoa lac"),
        ("Hòa Lạc", "hoa lac"),
        ("Thuỷ", "thuy"),
        (unicodedata.normalize("NFD", "Vân Đồn"), "van don"),
        ("  ba-kích (tím), 12% ", "ba kich tim 12"),
        ("广宁", "广宁"),
    ],
)
def test_fold_is_free_of_accents(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_fold_is_idempotent_and_blind_to_normal_form(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert fold(unicodedata.normalize("NFD", text)) == once


@pytest.mark.parametrize(
    "ordered",
    [
        ["An", "Ành", "Ảnh", "Ánh", "Ạnh", "Ẩm", "Ấm chè"],
        ["Ba kích", "Bánh gật gù", "Chả mực", "Dầu Tiên Yên", "Đông Triều", "Gà", "Ghẹ", "Hạ Long"],
        ["Na dai", "Nấm", "Ngán", "Ốc", "Ổi", "Uông Bí", "Ưng"],
        ["Phường Móng Cái 1", "Phường Móng Cái 2", "Phường Móng Cái 10"],
        ["Lô 007", "Lô 8", "Lô A", "Lô Ω"],
    ],
)
def test_vi_sort_key_gives_vietnamese_order(ordered: list[str]) -> None:
    backwards = ordered[::-1]
    assert sorted(backwards, key=vi_sort_key) == ordered


def test_person_sort_key_takes_the_given_name_first() -> None:
    ordered = ["Nguyễn Thị An", "Nguyễn Văn An", "Trần Thị Ánh", "Lê Văn Ân", "Đặng Thị Bình", "Vũ Thị Dung", "Đức"]
    backwards = ordered[::-1]
    assert sorted(backwards, key=person_sort_key) == ordered


@given(st.lists(st.text()))
def test_sort_keys_compare_whatever_was_typed(texts: list[str]) -> None:
    backwards = texts[::-1]
    assert sorted(texts, key=vi_sort_key) == sorted(backwards, key=vi_sort_key)
    assert len(sorted(texts, key=person_sort_key)) == len(texts)


def test_rules_are_sentences() -> None:
    assert [rule for rule in RULES if not rule.endswith(".")] == []


@pytest.mark.parametrize("text", ["", " ", "\u200b", "\u2800\u3164", "\r\n\t", "\ufeff"])
def test_what_cannot_be_seen_is_blank(text: str) -> None:
    assert (is_blank(text), is_blank(text + "a")) == (True, False)
