"""Make places/units_22.json: the communes of Quảng Ninh before and since 2025-07-01, and the map between them.

Usage: python scripts/make_units.py SOURCE.json

SOURCE.json holds `units_2025` and `units_legacy_2025H1` as taken from the package vietnamadminunits 1.0.4 (MIT).
"""

import json
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "trace" / "cooptrace" / "places" / "units_22.json"
HEADER = {
    "about": "Commune-level units of Quảng Ninh (province 22). Made by scripts/make_units.py; do not edit by hand.",
    "source": "Extracted from the Python package vietnamadminunits 1.0.4, whose licence (MIT) follows.",
    "notice": (
        "Copyright (c) 2025 Tran Ngoc Minh Hieu. "
        "Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated "
        'documentation files (the "Software"), to deal in the Software without restriction, including without '
        "limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the "
        "Software, and to permit persons to whom the Software is furnished to do so, subject to the following "
        "conditions: The above copyright notice and this permission notice shall be included in all copies or "
        'substantial portions of the Software. THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS '
        "OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE "
        "AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR "
        "OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION "
        "WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE."
    ),
}
KINDS = ("Phường", "Xã", "Thị trấn", "Đặc khu")


def main() -> None:
    source = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    current = [current_unit(row) for row in by_code(source["units_2025"])]
    legacy = [legacy_unit(row) for row in by_code(source["units_legacy_2025H1"])]
    parts = [f'"{key}": {as_json(value)}' for key, value in HEADER.items()]
    parts += [f'"2025-07-01": {as_lines(current)}', f'"2022": {as_lines(legacy)}']
    TARGET.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")
    print(f"{TARGET}: {len(current)} units since 2025-07-01, {len(legacy)} before")


def current_unit(row: dict[str, Any]) -> dict[str, Any]:
    kept = {key: row[key] for key in ("code", "name", "short", "type", "lat", "lon")}
    return {**kept, "merged_from": sorted(row["merged_from"])}


def legacy_unit(row: dict[str, Any]) -> dict[str, Any]:
    """The likeliest successor comes first in `now`."""
    kind = next(kind for kind in KINDS if row["name"].startswith(f"{kind} "))
    return {
        "code": row["code"],
        "name": row["name"],
        "short": row["name"].removeprefix(f"{kind} "),
        "type": kind.lower(),
        "district": row["district"],
        "now": [unit["code"] for unit in sorted(row["now"], key=lambda unit: (not unit["default"], unit["code"]))],
    }


def by_code(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: str(row["code"]))


def as_lines(rows: list[dict[str, Any]]) -> str:
    return "[\n" + ",\n".join(as_json(row) for row in rows) + "\n]"


def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    main()
