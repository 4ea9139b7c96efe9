"""The operator's page about the keys of stamps: which there are, a new one, one that has leaked."""

from dataclasses import dataclass
from datetime import datetime, time
from functools import partial
from typing import ClassVar

from fastapi import APIRouter, Request
from sqlmodel import Session
from starlette.responses import Response

from cooptrace.database import now
from cooptrace.errors import Invalid, NotFound, say
from cooptrace.stamps import epoch_actions, queries
from cooptrace.stamps.access import Keys
from cooptrace.stamps.forms import LeakForm
from cooptrace.stamps.keys import KeyRing
from cooptrace.stamps.models import StampEpoch
from cooptrace.web.again import shown_again
from cooptrace.web.announce import announce
from cooptrace.web.answers import see_other
from cooptrace.web.db import Db
from cooptrace.web.formats import ZONE
from cooptrace.web.forms import Filled, Form, read
from cooptrace.web.once import act_once
from cooptrace.web.policy import OPERATE, allow
from cooptrace.web.templates import Page, render

router = APIRouter(prefix="/stamp-keys")
MADE = announce("stamp-key-made", say("A new key is in use. Write its paper copy now."))
LEAKED = announce("stamp-key-leaked", say("Noted. Stamps of this key that nobody has scanned yet are not confirmed."))


@dataclass(frozen=True)
class KeysPage(Page):
    template: ClassVar[str] = "stamps/keys.html"
    epochs: list[StampEpoch]
    # Those whose file is there.
    present: frozenset[str]
    wrong_key: str
    form: Filled


@router.get("")
@allow(OPERATE)
def show_keys(request: Request, session: Db, keys: Keys) -> Response:
    return render(request, _page(session, keys, "", Filled()))


@router.post("/new")
@allow(OPERATE)
def make_key(session: Db, keys: Keys, form: Form) -> Response:
    def make() -> str:
        epoch_actions.new_epoch(session, keys)
        return "/stamp-keys"

    return act_once(session, form, make, said=MADE)


@router.post("/leaks")
@allow(OPERATE)
def note_leak(request: Request, session: Db, keys: Keys, form: Form) -> Response:
    epoch = session.get(StampEpoch, form.text("key")[:1])
    if epoch is None:
        raise NotFound
    with shown_again(request, form, partial(_page, session, keys, epoch.symbol)):
        since = datetime.combine(read(LeakForm, form).since, time(), ZONE)
        if since > now():
            raise Invalid({"since": say("This day has not come yet.")})
        epoch_actions.mark_leaked(session, keys, epoch, since=since)
    return see_other("/stamp-keys", said=LEAKED)


def _page(session: Session, keys: KeyRing, wrong_key: str, form: Filled) -> KeysPage:
    epochs = queries.epochs(session)
    present = frozenset(epoch.symbol for epoch in epochs if keys.has(epoch.symbol))
    return KeysPage(epochs, present, wrong_key, form)
