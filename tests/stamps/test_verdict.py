"""What a shopper is told: each row of the table, which one comes first, and what is never said."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product

import pytest

from cooptrace.errors import Sentence
from cooptrace.stamps.pins import PinAnswer, PinTries, pin_words
from cooptrace.stamps.rules import VOID_REASONS, RollState
from cooptrace.stamps.verdict import TABLE, Facts, Kind, Reading, Verdict, verdict
from cooptrace.web.i18n import catalogue

TODAY = date(2026, 11, 25)
FIRST_AT = datetime(2026, 11, 3, 2, 12, tzinfo=UTC)
FRESH = Facts(Reading.FOUND, TODAY, state=RollState.ACTIVE, cooperative="HTX Khe Vằn", phone="0900 000 001")
AGAIN = replace(FRESH, times=3, first_at=FIRST_AT, devices=2)

CASES: dict[Kind, Facts] = {
    Kind.MISTYPED: Facts(Reading.MISTYPED, TODAY),
    Kind.NOT_OURS: Facts(Reading.NOT_OURS, TODAY),
    Kind.UNREACHABLE: Facts(Reading.UNREACHABLE, TODAY),
    Kind.UNCONFIRMED: replace(FRESH, reading=Reading.UNCONFIRMED),
    Kind.RECALLED: replace(AGAIN, recalled=True),
    Kind.VOIDED: replace(AGAIN, state=RollState.VOIDED, void_reason="stolen"),
    Kind.ON_HOLD: replace(AGAIN, state=RollState.SUSPENDED),
    Kind.INACTIVE: replace(FRESH, state=RollState.DELIVERED),
    Kind.OTHER_PRODUCT: replace(FRESH, under_other_product=True),
    Kind.EXPIRED: replace(AGAIN, expires_on=date(2026, 11, 24)),
    Kind.MANY_DEVICES: replace(AGAIN, devices=8),
    Kind.YOURS: replace(AGAIN, yours_at=FIRST_AT),
    Kind.FIRST: FRESH,
    Kind.AGAIN: AGAIN,
}
# The wording of the three languages, as it was agreed.
VIETNAMESE = {
    Kind.MISTYPED: "Mã chưa đúng, hãy kiểm tra lại ký tự.",
    Kind.NOT_OURS: "Mã này không do hệ thống phát hành.",
    Kind.UNREACHABLE: "Chưa kiểm tra được tem lúc này.",
    Kind.UNCONFIRMED: "Không xác nhận được tem này.",
    Kind.RECALLED: "ĐÃ THU HỒI. Không sử dụng sản phẩm này.",
    Kind.VOIDED: "Tem này đã huỷ, không được dùng trên hàng nữa. Lý do: bị mất cắp.",
    Kind.ON_HOLD: "Cơ sở đang tạm dừng tem này.",
    Kind.INACTIVE: "Tem chưa được đưa vào sử dụng.",
    Kind.OTHER_PRODUCT: "Tem này thuộc sản phẩm hoặc lô khác với mã vừa quét.",
    Kind.EXPIRED: "Quá hạn sử dụng 24/11/2026.",
    Kind.MANY_DEVICES: "8 điện thoại đã quét tem này, lần đầu ngày 03/11/2026.",
    Kind.YOURS: "Bạn đã quét tem này lúc 09:12 03/11/2026.",
    Kind.FIRST: "Tem do HTX Khe Vằn phát hành. Lần quét đầu tiên.",
    Kind.AGAIN: "Đã quét 3 lần, lần đầu ngày 03/11/2026.",
}
NEVER_SAID = {
    "en": ("genuine", "fake", "authentic", "counterfeit goods"),
    "vi": ("chính hãng", "hàng giả", "hàng thật", "xác thực"),
    "zh": ("正品", "假货", "假冒", "真品"),
}


def test_every_kind_has_its_row_and_its_case() -> None:
    assert ({row.kind for row in TABLE}, set(CASES)) == (set(Kind), set(Kind))


@pytest.mark.parametrize("kind", list(Kind))
def test_each_case_is_answered_by_its_row(kind: Kind) -> None:
    assert verdict(CASES[kind]).kind is kind


@pytest.mark.parametrize("kind", list(Kind))
def test_the_vietnamese_wording(kind: Kind) -> None:
    assert catalogue("vi").say(verdict(CASES[kind]).headline) == VIETNAMESE[kind]


@pytest.mark.parametrize("language", ["vi", "zh"])
def test_every_sentence_is_translated(language: str) -> None:
    known = catalogue(language).texts
    said = [sentence.msgid for sentence in all_sentences()]
    assert [msgid for msgid in said if msgid not in known] == []


@pytest.mark.parametrize("language", list(NEVER_SAID))
def test_goods_are_never_called_genuine_or_fake(language: str) -> None:
    words = " ".join(catalogue(language).say(sentence) for sentence in all_sentences()).lower()
    assert [word for word in NEVER_SAID[language] if word in words] == []


def test_green_is_only_for_a_stamp_in_use_that_nothing_speaks_against() -> None:
    green = {kind for kind, facts in CASES.items() if verdict(facts).tone == "ok"}
    assert green == {Kind.FIRST, Kind.YOURS}
    assert verdict(CASES[Kind.UNREACHABLE]).tone == "info"


def test_the_gravest_comes_first() -> None:
    """Everything that can be wrong at once, and then one thing after the other set right."""
    worst = replace(
        AGAIN,
        reading=Reading.UNCONFIRMED,
        recalled=True,
        state=RollState.VOIDED,
        under_other_product=True,
        expires_on=date(2026, 1, 1),
        devices=9,
        yours_at=FIRST_AT,
    )
    mended = [
        {"reading": Reading.FOUND},
        {"recalled": False},
        {"state": RollState.PRINTED},
        {"state": RollState.ACTIVE},
        {"under_other_product": False},
        {"expires_on": TODAY},
        {"devices": 7},
        {"yours_at": None},
        {"times": 0},
    ]
    kinds = [verdict(worst).kind]
    for change in mended:
        worst = replace(worst, **change)  # type: ignore[arg-type]
        kinds.append(verdict(worst).kind)
    assert kinds == [
        Kind.UNCONFIRMED,
        Kind.RECALLED,
        Kind.VOIDED,
        Kind.INACTIVE,
        Kind.OTHER_PRODUCT,
        Kind.EXPIRED,
        Kind.MANY_DEVICES,
        Kind.YOURS,
        Kind.AGAIN,
        Kind.FIRST,
    ]


@pytest.mark.parametrize("state", [RollState.ISSUED, RollState.PRINTED, RollState.DELIVERED])
def test_a_stamp_is_not_in_use_before_it_was_put_to_use(state: RollState) -> None:
    assert verdict(replace(FRESH, state=state)).kind is Kind.INACTIVE


def test_a_covered_code_is_asked_for_only_where_there_is_one() -> None:
    covered = verdict(replace(AGAIN, covered=True)).advice
    assert str(covered) == "If you are the first buyer, uncover the hidden code and type it below."
    assert verdict(AGAIN).advice != covered


def test_the_producers_number_is_given_where_there_is_one() -> None:
    recalled = CASES[Kind.RECALLED]
    assert str(verdict(recalled).advice) == "Do not use the goods. Ask HTX Khe Vằn: 0900 000 001."
    assert str(verdict(replace(recalled, phone="")).advice) == "Do not use the goods. Ask where you bought them."


def test_a_void_stamp_without_a_known_reason_is_still_void() -> None:
    answer = verdict(replace(CASES[Kind.VOIDED], void_reason=""))
    assert (answer.kind, str(answer.headline)) == (
        Kind.VOIDED,
        "This stamp was voided and must not be on goods any more.",
    )


def all_verdicts() -> list[Verdict]:
    facts = list(CASES.values())
    facts += [
        replace(one, covered=covered, phone=phone) for one, covered, phone in product(facts, (True, False), ("", "1"))
    ]
    facts += [replace(CASES[Kind.VOIDED], void_reason=reason) for reason in ("", *VOID_REASONS)]
    return [verdict(one) for one in facts]


def all_sentences() -> list[Sentence]:
    found = [sentence for one in all_verdicts() for sentence in (one.headline, one.advice) if sentence]
    return found + [pin_words(answer, PinTries(opened_at=FIRST_AT))[1] for answer in PinAnswer]
