"""What a viewer may do at the print desk beyond opening its pages."""

from cooptrace.cooperatives.models import Cooperative
from cooptrace.web.policy import MANAGE, WORK, Policy, Reach
from cooptrace.web.viewer import Viewer


def works_here(viewer: Viewer, cooperative: Cooperative) -> bool:
    """Whether to offer what only the cooperative's own people do."""
    return _reaches(viewer, WORK, cooperative)


def may_confirm_address(viewer: Viewer, cooperative: Cooperative) -> bool:
    return _reaches(viewer, MANAGE, cooperative)


def _reaches(viewer: Viewer, policy: Policy, cooperative: Cooperative) -> bool:
    return any(
        policy.roles.get(grant.role) is Reach.ANY
        or (grant.role in policy.roles and grant.cooperative_id == cooperative.id)
        for grant in viewer.grants
    )
