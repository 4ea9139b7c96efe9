"""A large printing as plain data that another process can carry out. Read back only from our own pipe."""

import copyreg
import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from types import MappingProxyType
from typing import Any, Protocol

from cooptrace.labels.documents import label_pdf
from cooptrace.labels.jobs import LabelJob
from cooptrace.labels.mixed_documents import mixed_pdf


class Work(Protocol):
    """What a child process does: the parts of a PDF, about one for each page."""

    @property
    def pages(self) -> int: ...

    def parts(self) -> Iterator[bytes]: ...


@dataclass(frozen=True)
class Copies:
    """The same code on many labels: a million of them take no room."""

    code: str
    count: int

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[str]:
        return repeat(self.code, self.count)


@dataclass(frozen=True)
class BatchWork:
    """Labels of one batch, or of several that follow one another."""

    jobs: tuple[LabelJob, ...]
    pages: int

    def parts(self) -> Iterator[bytes]:
        return label_pdf(self.jobs[0]) if len(self.jobs) == 1 else mixed_pdf(self.jobs)


def packed(work: Work) -> bytes:
    return pickle.dumps(work)


def unpacked(data: bytes) -> Work:
    work: Work = pickle.loads(data)  # noqa: S301 (written by the process that started this one)
    return work


def _mapping(values: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(values)


# The names of papers and designs are read-only mappings, which pickle does not know by itself.
copyreg.pickle(MappingProxyType, lambda mapping: (_mapping, (dict(mapping),)))
