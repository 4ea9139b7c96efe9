"""Closed sets of training and their names in the interface: kinds of team, how a visit went, why somebody is stuck."""

from enum import StrEnum

from cooptrace.errors import Sentence, say


class TeamKind(StrEnum):
    VILLAGE = "village"
    ENTERPRISE = "enterprise"


class Outcome(StrEnum):
    MET = "met"
    AWAY = "away"
    POSTPONED = "postponed"


TEAM_KINDS: dict[str, Sentence] = {
    TeamKind.VILLAGE: say("Team of villages"),
    TeamKind.ENTERPRISE: say("Team of an enterprise"),
}
# The keys are also the buttons: what a trainer says after having been there.
OUTCOMES: dict[str, Sentence] = {
    Outcome.MET: say("Met"),
    Outcome.AWAY: say("Nobody home"),
    Outcome.POSTPONED: say("Come again later"),
}
REASONS: dict[str, Sentence] = {
    "no-printer": say("No printer"),
    "password": say("Password forgotten"),
    "no-goods": say("No goods yet"),
    "no-signal": say("No signal"),
    "season": say("Busy season"),
    "other": say("Something else"),
}
