"""Own CSS, scripts and pictures, served under names that carry their content's hash, so they are cached for ever."""

import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath

from cooptrace.resources import STATIC


@dataclass(frozen=True)
class Asset:
    content: bytes
    media_type: str


@cache
def _hashed_names() -> dict[str, str]:
    """css/base.css → css/base.1a2b3c4d.css"""
    names = {}
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            name = path.relative_to(STATIC).as_posix()
            digest = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
            pure = PurePosixPath(name)
            names[name] = str(pure.with_name(f"{pure.stem}.{digest}{pure.suffix}"))
    return names


@cache
def _assets() -> dict[str, Asset]:
    return {
        hashed: Asset((STATIC / name).read_bytes(), mimetypes.guess_type(name)[0] or "application/octet-stream")
        for name, hashed in _hashed_names().items()
    }


def static_url(name: str) -> str:
    """Raises KeyError for a file that is not there, so a misspelt name cannot reach a page."""
    return f"/static/{_hashed_names()[name]}"


def asset(hashed_name: str) -> Asset | None:
    return _assets().get(hashed_name)


_beside_signs = re.compile(r" ?([=(){},;:?*/<>|&+]+) ?")


@cache
def inline(name: str) -> str:
    """A small file's text, to stand inside the public page; its hash goes into the content security policy.

    Indents and lines that are only a comment stay behind: every shopper would have to wait for them.
    """
    lines = (line.strip() for line in (STATIC / name).read_text(encoding="utf-8").splitlines())
    kept = [line for line in lines if line and not line.startswith(("//", "/*"))]
    # No string in our scripts has a space beside one of these signs.
    return "".join(kept) if name.endswith(".css") else "\n".join(_beside_signs.sub(r"\1", line) for line in kept)
