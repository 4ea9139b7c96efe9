#!/usr/bin/env python3
"""The interface's texts: which are not translated yet, and which translations nothing uses any more.

scripts/messages.py prints them, ready to be filled into trace/cooptrace/translations/LANGUAGE/DOMAIN.po; English is the
language of the msgids themselves.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment

ROOT = Path(__file__).resolve().parents[1]
CODE = ROOT / "trace" / "cooptrace"
TEMPLATES = ROOT / "templates"
LANGUAGES = ("vi", "zh")


def messages() -> dict[str, str]:
    """Every msgid and the file it was found in (the last one, where several have it)."""
    return {msgid: place for place, msgid in (*_from_code(), *_from_templates())}


def _from_code() -> Iterator[tuple[str, str]]:
    for path in sorted(CODE.rglob("*.py")):
        tree = ast.parse(path.read_bytes())
        place = str(path.relative_to(ROOT))
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "say"
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                yield place, str(node.args[0].value)
        yield from ((place, msgid) for msgid in _rules(tree))


def _rules(tree: ast.Module) -> Iterator[str]:
    """Modules below the interface keep their sentences as constants and list them in RULES."""
    constants: dict[str, str] = {}
    for node in tree.body:
        if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
            continue
        if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            constants[node.targets[0].id] = node.value.value
        if node.targets[0].id == "RULES" and isinstance(node.value, ast.Tuple):
            yield from (constants[name.id] for name in node.value.elts if isinstance(name, ast.Name))


def _from_templates() -> Iterator[tuple[str, str]]:
    env = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], trim_blocks=True, lstrip_blocks=True)  # noqa: S701
    for path in sorted(TEMPLATES.rglob("*.html")):
        for _line, _function, message in env.extract_translations(path.read_text(encoding="utf-8")):  # type: ignore[attr-defined]
            msgid = message if isinstance(message, str) else message[0]
            yield str(path.relative_to(ROOT)), msgid


def main() -> None:
    sys.path.insert(0, str(ROOT / "trace"))
    from cooptrace.web.i18n import catalogue  # noqa: PLC0415 (the path is set just above)

    found = messages()
    for language in LANGUAGES:
        known = catalogue(language)
        translated = set(known.texts) | set(known.plurals)
        sys.stdout.write(f"# {language}: missing\n")
        for msgid, place in sorted(found.items(), key=lambda item: item[::-1]):
            if msgid not in translated:
                escaped = msgid.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
                sys.stdout.write(f'#: {place}\nmsgid "{escaped}"\nmsgstr ""\n\n')
        sys.stdout.write(f"# {language}: no longer used: {sorted(translated - set(found))}\n")


if __name__ == "__main__":
    main()
