"""One good and one bad value for every linter of the dictionary, with the place of the fault between stars."""

import pytest

from cooptrace.codes.application_identifiers import APPLICATION_IDENTIFIERS, DICTIONARY
from cooptrace.codes.linters import LINTERS
from tests.codes.refusals import refusal_of

EXAMPLES = [
    ("couponcode", "106141416543213150110120", "01234561234563*12*", "coupon_truncated_save_value"),
    ("couponposoffer", "001234561234560123456", "*2*01234561234560123456", "coupon_invalid_format_code"),
    ("cset39", "A-#/9", "AB*_*C", "invalid_cset39_character"),
    ("cset64", "aZ-_1=", "12*==*", "invalid_cset64_padding"),
    ("cset82", "a%B/?_", "AB* *C", "invalid_cset82_character"),
    ("csetnumeric", "0123456789", "12*٣*", "non_digit_character"),
    ("csum", "9521234567899", "952123456789*8*", "incorrect_check_digit"),
    ("csumalpha", "1987654Ad4X4bL5ttr2310c2K", "1987654Ad4X4bL5ttr2310c*2X*", "incorrect_check_pair"),
    ("gcppos1", "9521X", "952*X*1", "invalid_gcp_prefix"),
    ("gcppos2", "09521", "0952*X*1", "invalid_gcp_prefix"),
    ("hasnondigit", "12a", "*12*", "requires_non_digit_character"),
    ("hh", "23", "*24*", "illegal_hour"),
    ("hhmi", "2359", "23*60*", "illegal_minute"),
    ("hyphen", "-", "*+*", "not_hyphen"),
    ("iban", "BE71096123456769", "BE*71*096123456760", "incorrect_iban_checksum"),
    ("importeridx", "_", "*+*", "invalid_import_idx_character"),
    ("iso3166", "704", "*999*", "not_iso3166"),
    ("iso3166999", "999", "*000*", "not_iso3166_or_999"),
    ("iso3166alpha2", "VN", "*vn*", "not_iso3166_alpha2"),
    ("iso4217", "704", "*000*", "not_iso4217"),
    ("iso5218", "9", "*3*", "invalid_biological_sex_code"),
    ("latitude", "1800000000", "*1800000001*", "invalid_latitude"),
    ("longitude", "3600000000", "*3600000001*", "invalid_longitude"),
    ("mediatype", "10", "*11*", "invalid_media_type"),
    ("mi", "59", "*60*", "illegal_minute"),
    ("nonzero", "010", "*000*", "illegal_zero_value"),
    ("nozeroprefix", "0", "*0*1", "illegal_zero_prefix"),
    ("packagetype", "CT", "*ct*", "invalid_package_type"),
    ("pcenc", "A%20B", "A*%2g*B", "invalid_percent_sequence"),
    ("pieceoftotal", "0102", "*0201*", "piece_number_exceeds_total"),
    ("posinseqslash", "2/3", "*3/2*", "position_exceeds_end"),
    ("ss", "59", "*60*", "illegal_second"),
    ("winding", "9", "*2*", "invalid_winding_direction"),
    ("yesno", "1", "*2*", "not_zero_or_one"),
    ("yymmd0", "260200", "2602*30*", "illegal_day"),
    ("yymmdd", "240229", "2402*00*", "illegal_day"),
    ("yyyymmd0", "20260200", "2026*13*01", "illegal_month"),
    ("yyyymmdd", "20240229", "202602*29*", "illegal_day"),
    ("zero", "00", "*01*", "not_zero"),
]


@pytest.mark.parametrize(("name", "good", "bad", "rule"), EXAMPLES, ids=[row[0] for row in EXAMPLES])
def test_linter_takes_the_good_and_marks_the_bad(name: str, good: str, bad: str, rule: str) -> None:
    assert refusal_of(LINTERS[name], good) is None
    before, at_fault, _ = [*bad.split("*"), ""][:3]
    refused = refusal_of(LINTERS[name], bad.replace("*", ""))
    assert refused is not None
    assert (refused.rule, refused.position, refused.length) == (rule, len(before), len(at_fault))


def test_every_linter_has_an_example() -> None:
    assert [row[0] for row in EXAMPLES] == list(LINTERS)


def test_dictionary_has_every_ai_and_says_whose_it_is() -> None:
    assert len(APPLICATION_IDENTIFIERS) == 541
    header = DICTIONARY.read_text(encoding="utf-8").splitlines()[0]
    assert "release 2026-01-27" in header
    assert "Apache License, Version 2.0" in header


def test_agricultural_ais_have_their_parts() -> None:
    harvest, origin = APPLICATION_IDENTIFIERS["7007"], APPLICATION_IDENTIFIERS["422"]
    assert [(part.longest, part.optional) for part in harvest.parts] == [(6, False), (6, True)]
    assert (origin.title, origin.separated, origin.attribute) == ("ORIGIN", True, True)
    assert origin.excludes == {"426"}
    assert APPLICATION_IDENTIFIERS["3103"].excludes == {"3100", "3101", "3102", "3104", "3105"}
