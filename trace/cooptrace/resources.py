"""Where templates, static files and label data are: in the checkout, or inside the installed package."""

from pathlib import Path

_INSTALLED = Path(__file__).parent / "_resources"
ROOT = _INSTALLED if _INSTALLED.is_dir() else Path(__file__).parents[2]

TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"
LABELS = ROOT / "labels"
TRANSLATIONS = Path(__file__).parent / "translations"
