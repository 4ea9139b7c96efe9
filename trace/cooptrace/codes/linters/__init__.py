"""Value rules of the GS1 Syntax Dictionary, one small function each, in a table under the dictionary's names."""

from collections.abc import Callable, Mapping

from cooptrace.codes.linters import character_sets, check_digits, coupons, dates, lists, numbers, shapes

Linter = Callable[[str], None]

LINTERS: Mapping[str, Linter] = {
    "couponcode": coupons.couponcode,
    "couponposoffer": coupons.couponposoffer,
    "cset39": character_sets.cset39,
    "cset64": character_sets.cset64,
    "cset82": character_sets.cset82,
    "csetnumeric": character_sets.csetnumeric,
    "csum": check_digits.csum,
    "csumalpha": check_digits.csumalpha,
    "gcppos1": check_digits.gcppos1,
    "gcppos2": check_digits.gcppos2,
    "hasnondigit": character_sets.hasnondigit,
    "hh": dates.hh,
    "hhmi": dates.hhmi,
    "hyphen": shapes.hyphen,
    "iban": check_digits.iban,
    "importeridx": character_sets.importeridx,
    "iso3166": lists.iso3166,
    "iso3166999": lists.iso3166999,
    "iso3166alpha2": lists.iso3166alpha2,
    "iso4217": lists.iso4217,
    "iso5218": lists.iso5218,
    "latitude": numbers.latitude,
    "longitude": numbers.longitude,
    "mediatype": lists.mediatype,
    "mi": dates.mi,
    "nonzero": numbers.nonzero,
    "nozeroprefix": numbers.nozeroprefix,
    "packagetype": lists.packagetype,
    "pcenc": shapes.pcenc,
    "pieceoftotal": shapes.pieceoftotal,
    "posinseqslash": shapes.posinseqslash,
    "ss": dates.ss,
    "winding": lists.winding,
    "yesno": lists.yesno,
    "yymmd0": dates.yymmd0,
    "yymmdd": dates.yymmdd,
    "yyyymmd0": dates.yyyymmd0,
    "yyyymmdd": dates.yyyymmdd,
    "zero": numbers.zero,
}
