"""Text as people type it: cleaned for keeping, folded for searching, and put in Vietnamese order."""

import re
import unicodedata
from functools import lru_cache

TOO_LONG = "This text is longer than %(limit)d characters."
MIXED_LETTERS = "The word “%(word)s” mixes Latin letters with look-alike Greek or Cyrillic ones. Please type it again."
RULES = (TOO_LONG, MIXED_LETTERS)

_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Letters and signs that are drawn as nothing: a name made only of these would look empty.
_INVISIBLE = frozenset("\u115f\u1160\u2800\u3164\uffa0")

# a ă â … d đ e ê … o ô ơ … u ư, and the tones none < huyền < hỏi < ngã < sắc < nặng.
_LETTERS = {letter: rank for rank, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}

# One symbol: its class (number, Vietnamese letter, other letter), its rank there, and the digits of a number.
_Symbol = tuple[int, int, str]
SortKey = tuple[tuple[tuple[_Symbol, ...], ...], tuple[tuple[int, ...], ...], str]


class TextProblem(ValueError):
    """`rule` is an English sentence to be translated; `values` fill its places."""

    def __init__(self, rule: str, **values: object) -> None:
        super().__init__(rule % values)
        self.rule = rule
        self.values = values


def clean_text(text: str, *, limit: int) -> str:
    """One line: NFC, nothing invisible, single spaces. Raises TextProblem; `limit` counts characters after cleaning."""
    return _checked(_clean_line(_LINE_ENDS.sub(" ", text).replace("\n", " ")), limit=limit)


def clean_note(text: str, *, limit: int) -> str:
    """Like `clean_text`, but lines stay lines, with at most one empty line between two."""
    lines = "\n".join(_clean_line(line) for line in _LINE_ENDS.sub("\n", text).split("\n"))
    return _checked(re.sub("\n{3,}", "\n\n", lines).strip("\n"), limit=limit)


def is_blank(text: str) -> bool:
    """Nothing in it can be seen: empty, spaces, or letters drawn as nothing."""
    return not _clean_line(text.replace("\r", " ").replace("\n", " "))


def fold(text: str) -> str:
    """What is searched in and for: `Đông Triều` and `dong trieu` fold alike; words parted by one space."""
    # đ has no accent to take off, and ð is what some keyboards give for it.
    lowered = unicodedata.normalize("NFC", text).casefold().replace("đ", "d").replace("ð", "d")
    bare = (char for char in unicodedata.normalize("NFD", lowered) if unicodedata.category(char) != "Mn")
    return " ".join("".join(char if char.isalnum() else " " for char in bare).split())


def vi_sort_key(text: str) -> SortKey:
    """Vietnamese order word by word; a tone only breaks a tie, and 2 comes before 10."""
    words = [_read_word(word) for word in _words(unicodedata.normalize("NFC", text).casefold())]
    return tuple(symbols for symbols, _ in words), tuple(tones for _, tones in words), text


def person_sort_key(name: str) -> tuple[SortKey, SortKey, SortKey]:
    """People stand by given name, which comes last, then by family name, then by what is between."""
    words = name.split() or [""]
    return vi_sort_key(words[-1]), vi_sort_key(words[0]), vi_sort_key(" ".join(words[1:-1]))


def _clean_line(line: str) -> str:
    spaced = (" " if char == "\t" or unicodedata.category(char) == "Zs" else char for char in line)
    kept = (char for char in spaced if unicodedata.category(char) not in _DROPPED and char not in _INVISIBLE)
    return re.sub(" +", " ", unicodedata.normalize("NFC", "".join(kept))).strip(" ")


def _checked(text: str, *, limit: int) -> str:
    if len(text) > limit:
        raise TextProblem(TOO_LONG, limit=limit)
    if not text.isascii():
        for word in _words(text):
            scripts = {_script(char) for char in word}
            if "LATIN" in scripts and scripts & {"CYRILLIC", "GREEK"}:
                raise TextProblem(MIXED_LETTERS, word=word)
    return text


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    names = unicodedata.name(char, "").split()
    return next((script for script in ("LATIN", "CYRILLIC", "GREEK") if script in names), "")


def _words(text: str) -> list[str]:
    return "".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in text).split()


def _read_word(word: str) -> tuple[tuple[_Symbol, ...], tuple[int, ...]]:
    symbols: list[_Symbol] = []
    tones: list[int] = []
    for part in re.findall(r"\d+|\D", word):
        if part.isdecimal():
            digits = "".join(str(unicodedata.decimal(char)) for char in part).lstrip("0")
            symbols.append((0, len(digits), digits))
            tones.append(0)
        else:
            symbol, tone = _read_letter(part)
            symbols.append(symbol)
            tones.append(tone)
    return tuple(symbols), tuple(tones)


def _read_letter(letter: str) -> tuple[_Symbol, int]:
    marks = unicodedata.normalize("NFD", letter)
    base = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES)) or letter
    rank = _LETTERS.get(base, _LETTERS.get(marks[0]))
    tone = next((_TONES[mark] for mark in marks if mark in _TONES), 0)
    return ((1, rank, "") if rank is not None else (2, ord(base[0]), "")), tone
