"""The keys of the running service, for pages."""

from typing import Annotated

from fastapi import Depends, Request

from cooptrace.stamps.keys import KeyRing


def keys_of(request: Request) -> KeyRing:
    keys: KeyRing = request.app.state.stamp_keys
    return keys


Keys = Annotated[KeyRing, Depends(keys_of)]
