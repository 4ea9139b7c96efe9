"""How long what is kept, and why. Sums of days stay for ever: nobody can be found in them. Pure."""

from datetime import timedelta

from cooptrace.scans.visitor import KEPT_FOR
from cooptrace.stamps.signals import DEVICES_WITHIN

# A phone forgets its token after as long; a single scan then belongs to nobody.
SCAN_DEVICES = KEPT_FOR
# More than a year, so that a season can be compared with the last one from the log too.
SCANS = timedelta(days=400)
# Signs of copying are looked for within this time.
STAMP_DEVICES = DEVICES_WITHIN
# A form that was sent is not sent again after months.
TAKEN_FORMS = timedelta(days=90)
