"""What a Vietnamese keyboard made of a typed stamp code, undone. Pure.

People type O for 0 and I for 1; Telex and VNI then take the next letter or digit for a tone or a mark: `O7` becomes Ơ.
The symbol that was swallowed is put back in every place and by every key that could have done it; the check symbol and
the cipher decide which reading was meant.
"""

import unicodedata
from collections.abc import Iterator

from cooptrace.codes import CodeError, check_short_code
from cooptrace.codes.short_code import ALPHABET, LONGEST_TYPED, STAMP_CODE_LENGTH

MOST_LOST = 3
MOST_READINGS = 200
_REACH = 4  # a tone is typed at the latest a few letters after its vowel

# Combining mark → the keys that make it, first Telex, then VNI. S, 0 and O are read as the digits they look like.
_KEYS = {
    "\u0301": "S1",  # sắc
    "\u0300": "F2",  # huyền
    "\u0309": "R3",  # hỏi
    "\u0303": "X4",  # ngã
    "\u0323": "J5",  # nặng
    "\u0302": "O6",  # ô
    "\u031b": "7",  # ơ (W is in no code)
}


def readings(typed: str) -> list[str]:
    """Every stamp code this text may have been meant for, the plain reading first; all have the right check symbol."""
    try:
        return [check_short_code(typed)]
    except CodeError:
        pass
    found: dict[str, None] = {}
    for text in _unrewritten(typed[:LONGEST_TYPED]):
        try:
            code = check_short_code(text)
        except CodeError:
            continue
        if len(code) == STAMP_CODE_LENGTH:
            found[code] = None
        if len(found) == MOST_READINGS:
            break
    return list(found)


def _unrewritten(typed: str) -> Iterator[str]:
    letters, lost = _without_marks(typed.upper())
    missing = STAMP_CODE_LENGTH - len(letters)
    if not 0 <= missing <= MOST_LOST:
        return
    if missing == len(lost):
        yield from _put_back(letters, lost)
    elif missing == 1 and not lost:
        yield from _once_more(letters)


def _without_marks(typed: str) -> tuple[str, list[tuple[int, str]]]:
    """The bare letters, and for each mark after how many letters it stood and by which keys it is made."""
    letters, lost = "", []
    for symbol in unicodedata.normalize("NFD", unicodedata.normalize("NFKC", typed)):
        if symbol in _KEYS:
            lost.append((len(letters), _KEYS[symbol]))
        elif symbol.isalnum():
            letters += symbol
    return letters, lost


def _put_back(letters: str, lost: list[tuple[int, str]]) -> Iterator[str]:
    """From the last mark to the first, so that earlier places stay where they are."""
    if not lost:
        yield letters
        return
    place, keys = lost[-1]
    for key in keys:
        for position in range(place, min(place + _REACH, len(letters)) + 1):
            yield from _put_back(letters[:position] + key + letters[position:], lost[:-1])


def _once_more(letters: str) -> Iterator[str]:
    """Telex takes the third O of OOO as `undo`, and a doubled key is easily typed once: one symbol twice."""
    for position, symbol in enumerate(letters):
        if symbol in ALPHABET or symbol in "OIQ":
            yield letters[:position] + symbol + letters[position:]
