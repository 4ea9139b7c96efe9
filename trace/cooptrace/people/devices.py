"""What a device is called in the list of signed-in devices, from what its browser says of itself. Pure."""

# The first that fits; browsers name their ancestors too, so the special ones stand before the general ones.
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)
_BROWSERS = (
    ("Zalo", "Zalo"),
    ("MicroMessenger", "WeChat"),
    ("FBAN", "Facebook"),
    ("coc_coc", "Cốc Cốc"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)


def device_name(user_agent: str) -> str:
    """`Android · Chrome`, or nothing when it says nothing known."""
    said = user_agent[:400]
    found = [next((name for sign, name in table if sign in said), "") for table in (_SYSTEMS, _BROWSERS)]
    return " · ".join(filter(None, found))
