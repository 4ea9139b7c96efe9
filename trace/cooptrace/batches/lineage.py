"""What went into what: batches and their sources as a graph without cycles. Pure."""

from collections.abc import Collection, Mapping

Sources = Mapping[str, Collection[str]]


def ancestors(sources: Sources, batch_id: str) -> frozenset[str]:
    """Everything that went into the batch, step by step back. Ends even if the data had a cycle."""
    found: set[str] = set()
    waiting = list(sources.get(batch_id, ()))
    while waiting:
        source = waiting.pop()
        if source not in found:
            found.add(source)
            waiting.extend(sources.get(source, ()))
    return frozenset(found)


def would_loop(sources: Sources, *, batch_id: str, source_id: str) -> bool:
    """Whether the batch would, through this source, go into itself."""
    return batch_id == source_id or batch_id in ancestors(sources, source_id)
