"""Which commune a rough place most likely lies in. Pure."""

from math import cos, hypot, radians

from cooptrace.places.units import Unit, current_units

_KM_IN_A_DEGREE = 111.2
# Places are shared to a tenth of a degree; farther from every commune's middle than this is outside of the province.
OUTSIDE_KM = 25


def nearest_unit(latitude: float, longitude: float) -> Unit | None:
    """The unit whose middle is nearest; None outside of the province."""
    squeeze = cos(radians(latitude))

    def distance_km(one: Unit) -> float:
        if one.lat is None or one.lon is None:
            return float("inf")
        return hypot(one.lat - latitude, (one.lon - longitude) * squeeze) * _KM_IN_A_DEGREE

    found = min(current_units(), key=distance_km)
    return found if distance_km(found) <= OUTSIDE_KM else None
