"""What is left of a password when everything a stranger would try first is taken out. Pure."""

from collections.abc import Iterable
from itertools import pairwise

from cooptrace.text import fold

# Folded, without spaces: words and rows of keys at the top of every list of leaked passwords, and what people of the
# province would think of first.
COMMON = (
    *("matkhau", "password", "passw0rd", "pssword", "passphrase", "secret", "bimat", "khongbiet", "quenmatkhau"),
    *("admin", "administrator", "quantri", "quanly", "canbo", "welcome", "xinchao", "dangnhap", "letmein", "login"),
    *("qwertyuiop", "qwerty", "asdfghjkl", "asdfgh", "zxcvbnm", "qazwsxedc", "1q2w3e4r", "1qaz2wsx", "abc123"),
    *("iloveyou", "anhyeuem", "emyeuanh", "yeuem", "yeuanh", "metoi", "botoi", "contoi", "giadinh", "hanhphuc"),
    *("vietnam", "quangninh", "halong", "baitulong", "vandon", "binhlieu", "tienyen", "bache", "mongcai", "coto"),
    *("uongbi", "dongtrieu", "quangyen", "campha", "haiha", "damha", "hanoi", "hochiminh", "saigon"),
    *("hoptacxa", "tohoptac", "nongnghiep", "nongdan", "thuysan", "miendong", "cooptrace", "truyxuat", "nguongoc"),
    *("football", "bongda", "baseball", "dragon", "monkey", "sunshine", "princess", "superman", "pokemon", "naruto"),
)
_RUN = 4


def hard_core(password: str, *, about: Iterable[str] = ()) -> str:
    """The letters and digits that remain once common words, what is known of the person, rows and repeats are gone."""
    rest = fold(password).replace(" ", "")
    known = {word for text in about for word in _known_words(text)}
    for word in sorted({*COMMON, *known}, key=len, reverse=True):
        rest = rest.replace(word, "")
    return _without_repeats(_without_runs(rest))


def _known_words(text: str) -> set[str]:
    """Of a phone number also its national form; of a name each word that is long enough to be recognised."""
    folded = fold(text)
    joined = folded.replace(" ", "")
    national = {"0" + joined[2:]} if joined.startswith("84") and joined.isdigit() else set()
    return {word for word in {joined, *folded.split(), *national} if len(word) >= 3}


def _without_runs(text: str) -> str:
    """Takes out 4 and more letters that go up or down by one or stay the same: 12345, zyxw, aaaa."""
    kept, run = [], text[:1]
    for before, letter in pairwise(text):
        step = ord(letter) - ord(before)
        if step in (-1, 0, 1) and (len(run) < 2 or step == ord(run[1]) - ord(run[0])):
            run += letter
            continue
        kept.append(run if len(run) < _RUN else "")
        run = letter
    return "".join([*kept, run if len(run) < _RUN else ""])


def _without_repeats(text: str) -> str:
    """abcabcabc is no more than abc."""
    for length in range(1, len(text) // 2 + 1):
        piece = text[:length]
        if (piece * (len(text) // length + 1))[: len(text)] == text:
            return piece
    return text
