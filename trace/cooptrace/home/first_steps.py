"""The three steps a cooperative that is new here is led through: product, batch, labels. Pure."""

from dataclasses import dataclass

from cooptrace.errors import Sentence, say


@dataclass(frozen=True)
class Step:
    name: Sentence
    help: Sentence
    action: Sentence
    path: str
    done: bool
    is_next: bool


def first_steps(root: str, *, has_product: bool, batch_id: str | None) -> list[Step]:
    """`root` is the cooperative's address. Not asked for any more once labels were printed."""
    done = (has_product, batch_id is not None, False)
    following = done.index(False)
    return [
        Step(name, text, action, path, is_done, number == following)
        for number, ((name, text, action, path), is_done) in enumerate(zip(_steps(root, batch_id), done, strict=True))
    ]


def _steps(root: str, batch_id: str | None) -> list[tuple[Sentence, Sentence, Sentence, str]]:
    return [
        (
            say("Your first product"),
            say("Its name, a photo and how much is in one pack."),
            say("Add the product"),
            f"{root}/products/new",
        ),
        (
            say("Its first batch"),
            say("The day it was made, how many packs, how long they keep."),
            say("Add the batch"),
            f"{root}/batches/new",
        ),
        (
            say("Print the labels"),
            say("On label paper in the office printer, or on a label printer."),
            say("Print labels"),
            f"{root}/batches/{batch_id}/print",
        ),
    ]
