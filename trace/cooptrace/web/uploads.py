"""Reading a form whose files may be far too large: the rest is read, so that the form can be shown again as typed."""

from contextlib import aclosing

from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

MAX_FIELDS = 200
MAX_FILES = 5
# Of a file that is larger, nothing after this is kept; its size says that it was.
KEPT_BYTES = 25_000_000


async def read_form(request: Request) -> FormData:
    kind, _options = parse_options_header(request.headers.get("content-type"))
    if kind != b"multipart/form-data":
        return await request.form(max_fields=MAX_FIELDS, max_files=MAX_FILES)
    try:
        async with aclosing(request.stream()) as stream:
            parser = _DroppingParser(request.headers, stream, max_files=MAX_FILES, max_fields=MAX_FIELDS)
            return await parser.parse()
    except MultiPartException as problem:
        raise HTTPException(status_code=400, detail=problem.message) from problem


class _DroppingParser(MultiPartParser):
    """A browser sends a file to its end whatever we answer, so the end is read but not written to the disk."""

    async def parse(self) -> FormData:
        self._received: list[tuple[UploadFile, int]] = []
        form = await super().parse()
        for file, size in self._received:
            file.size = size
        return form

    def on_part_begin(self) -> None:
        super().on_part_begin()
        self._size = 0

    def on_part_data(self, data: bytes, start: int, end: int) -> None:
        self._size += end - start
        if self._current_part.file is None or self._size <= KEPT_BYTES:
            super().on_part_data(data, start, end)

    def on_part_end(self) -> None:
        super().on_part_end()
        if self._current_part.file is not None:
            self._received.append((self._current_part.file, self._size))
