"""What a viewer may do at the print desk beyond opening its pages."""

from cooptrace.cooperatives.models import Cooperative
from cooptrace.web.policy import MANAGE, Reach
from cooptrace.web.viewer import Viewer


def may_confirm_address(viewer: Viewer, cooperative: Cooperative) -> bool:
    return any(
        MANAGE.roles.get(grant.role) is Reach.ANY
        or (grant.role in MANAGE.roles and grant.cooperative_id == cooperative.id)
        for grant in viewer.grants
    )
