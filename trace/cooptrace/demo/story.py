"""What one sample cooperative has done so far, dated back as if it had happened over months."""

from datetime import timedelta

from sqlmodel import Session

from cooptrace.demo import cast, lots, registry
from cooptrace.demo.registry import Story
from cooptrace.demo.samples import Sample


def tell(session: Session, sample: Sample, *, origin: str) -> Story:
    """Everything this cooperative has done up to its stage."""
    begun = registry.moment_at(registry.first_day(sample) - timedelta(days=20), 8)
    cooperative = registry.cooperative(session, sample, begun)
    manager = cast.add_manager(session, sample, cooperative)
    site, producer = registry.places(session, sample, cooperative, begun)
    story = Story(session, sample, cooperative, manager, site, producer, origin)
    if sample.has_reached("signed-in"):
        registry.sign_in(session, manager, begun + timedelta(days=1))
    if sample.has_reached("product"):
        product = registry.product(story, begun + timedelta(days=8))
        registry.certificates(story, product)
        lots.batches(story, product)
    return story
