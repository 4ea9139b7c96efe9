"""The batch of the address, looked up inside its cooperative: another cooperative's batch is not there."""

from typing import Annotated

from fastapi import Depends

from cooptrace.batches import queries
from cooptrace.batches.models import Batch
from cooptrace.cooperatives.access import Current
from cooptrace.web.db import Db


def _current_batch(batch_id: str, cooperative: Current, session: Db) -> Batch:
    return queries.batch_by_id(session, cooperative, batch_id)


CurrentBatch = Annotated[Batch, Depends(_current_batch)]
