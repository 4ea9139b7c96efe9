"""What can be wrong with a printed code: one entry a kind, the worst first. Pure.

Each says what a shopper would meet, and where it is mended. `path` is filled from a row of queries.py.
"""

from dataclasses import dataclass

from cooptrace.errors import Sentence, say


@dataclass(frozen=True)
class Kind:
    key: str
    # How it is drawn: stop where a shopper is misled or led nowhere, else warn.
    tone: str
    title: Sentence
    # What is to be done about it; the words of the link.
    mend: Sentence
    path: str

    @property
    def look(self) -> str:
        """The page for those who may read but not mend."""
        return self.path.removesuffix("/print").removesuffix("/edit")


_BATCH = "/c/{cooperative_id}/batches/{ref}"

KINDS: tuple[Kind, ...] = (
    Kind(
        "host-unknown",
        "stop",
        say("The address in the codes is not one of this service"),
        say("Print new labels"),
        f"{_BATCH}/print",
    ),
    Kind(
        "draft",
        "stop",
        say("Labels are printed, but the batch is not published"),
        say("Publish the batch"),
        _BATCH,
    ),
    Kind(
        "stamps-early",
        "stop",
        say("Stamps are being scanned that are not put to use yet"),
        say("Put the stamps to use"),
        "/c/{cooperative_id}/stamps/orders/{ref}",
    ),
    Kind(
        "link-product",
        "stop",
        say("An added link does not work"),
        say("Mend the link"),
        "/c/{cooperative_id}/products/{ref}/links",
    ),
    Kind("link-batch", "stop", say("An added link does not work"), say("Mend the link"), f"{_BATCH}/links"),
    Kind(
        "past",
        "warn",
        say("Past its use-by date, and still being scanned"),
        say("Look at the batch"),
        _BATCH,
    ),
    Kind(
        "certificate-ended",
        "warn",
        say("A certificate has run out: the page no longer shows it"),
        say("Bring the new certificate"),
        "/c/{cooperative_id}/certificates",
    ),
    Kind(
        "certificate-soon",
        "warn",
        say("A certificate soon runs out"),
        say("Bring the new certificate"),
        "/c/{cooperative_id}/certificates",
    ),
    Kind("photo", "warn", say("The page has no photo"), say("Add a photo"), f"{_BATCH}/edit"),
    Kind(
        "withdrawn",
        "warn",
        say("The page says that the product is no longer made"),
        say("Look at the product"),
        "/c/{cooperative_id}/products/{ref}",
    ),
    Kind(
        "host-old",
        "warn",
        say("The codes carry an earlier address, which must be kept alive"),
        say("Print new labels"),
        f"{_BATCH}/print",
    ),
    Kind(
        "stamps-idle",
        "warn",
        say("Stamps were printed over 30 days ago and are not put to use"),
        say("Put the stamps to use"),
        "/c/{cooperative_id}/stamps/orders/{ref}",
    ),
)
BY_KEY = {kind.key: kind for kind in KINDS}
