"""EPC binary strings and URNs; the bit patterns are worked examples of the Tag Data Standard, annex E.3."""

import pytest

from cooptrace.codes import CodeError, parse_digital_link
from cooptrace.codes.epc_urn import from_epc_urn


@pytest.mark.parametrize(
    ("epc", "path"),
    [
        ("3066C4409047E140075BCD15", "/01/09506000134352/21/123456789"),
        ("3674257BF6B7A659B2C2BF1000000000000000000000000000", "/01/70614141123451/21/32a%2Fb"),
        ("311BA1B300CE0A6A83000000", "/00/095201234567891235"),
        ("3974257BF46072CD9615F8800000000000000000000000000000", "/414/0614141123452/254/32a%2Fb"),
        ("3774257BF40C0E59B2C2BF1000000000000000000000", "/8003/0061414112345232a%2Fb"),
        ("3476451FD40000000000162E", "/8004/95211415678"),
        ("3874257BF59B2C2BF1000000000000000000000000000000000000", "/8004/061414132a%2Fb"),
        ("2E74257BF4499602D2000000", "/8017/061414112345678902"),
        ("3D74257BF75411DEF6B4CC00000003039000", "/8010/06141415PQ7%2FZ43/8011/12345"),
        ("3F76451FD612640000019907", "/255/952114167890904711"),
        ("4076451FD40C0E40820000000F54", "/8006/095211411234540102/21/981"),
        ("F90095201234567891235", "/00/095201234567891235"),
        ("FB342CDE795211411234538566CB0AFC4", "/01/79521141123453/21/32a%2Fb?17=220630"),
        ("FA3952123456F0", "/8004/952123456"),
    ],
)
def test_tag_is_read_as_a_link(epc: str, path: str) -> None:
    assert parse_digital_link(f"https://id.example.coop/eh{epc}").canonical == "https://id.gs1.org" + path


@pytest.mark.parametrize(
    "segment",
    [
        "eh",
        "ex",
        "eh3",
        "ehfe",
        "eh3016",
        "ehZZ",
        "ex+",
        "EH30164596F40C0E5CBE991A83",
        "eh35" + "0" * 22,
        "eh30164596f40c0e5cbe991a83ff",
    ],
)
def test_broken_tag_is_refused(segment: str) -> None:
    with pytest.raises(CodeError) as refused:
        parse_digital_link(f"https://id.example.coop/{segment}")
    assert refused.value.rule in {"epc_binary", "no_key"}


def test_tag_with_a_wrong_value_is_refused_as_a_whole() -> None:
    with pytest.raises(CodeError) as refused:
        parse_digital_link("https://id.example.coop/ehF90095201234567891234")
    assert (refused.value.rule, refused.value.position) == ("incorrect_check_digit", 24)


@pytest.mark.parametrize(
    ("urn", "ais"),
    [
        ("urn:epc:id:sgtin:9521234.056789.S%2F1", [("01", "09521234567899"), ("21", "S/1")]),
        ("urn:epc:class:lgtin:9521234.056789.A.B", [("01", "09521234567899"), ("10", "A.B")]),
        ("urn:epc:idpat:sgtin:9521234.056789.*", [("01", "09521234567899")]),
        ("urn:epc:id:sgln:9521234.56789.0", [("414", "9521234567899")]),
        ("urn:epc:id:sgln:9521234.56789.P-7", [("414", "9521234567899"), ("254", "P-7")]),
        ("urn:epc:id:pgln:9521234.56789", [("417", "9521234567899")]),
        ("urn:epc:id:itip:9521234.056789.01.02.S", [("8006", "095212345678990102"), ("21", "S")]),
        ("urn:epc:id:grai:9521234.56789.S", [("8003", "09521234567899S")]),
    ],
)
def test_urn_is_read_as_ais(urn: str, ais: list[tuple[str, str]]) -> None:
    assert from_epc_urn(urn) == ais


@pytest.mark.parametrize(
    "urn",
    [
        "urn:epc:id:gid:1.2.3",
        "urn:epc:id:sgtin:9521234.05678.1",
        "urn:epc:id:sgtin:9521234",
        "urn:epc:id:sgtin:٩521234.056789.1",
    ],
)
def test_urn_without_a_key_is_refused(urn: str) -> None:
    with pytest.raises(CodeError, match="epc urn"):
        from_epc_urn(urn)
