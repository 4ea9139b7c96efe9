"""What can come of trying an added link: one entry an answer. Pure."""

from enum import StrEnum

from cooptrace.errors import Sentence, say


class Answer(StrEnum):
    OK = "ok"
    GONE = "gone"
    BROKEN = "broken"
    SILENT = "silent"
    UNKNOWN_HOST = "no-host"
    PRIVATE = "private"
    CERTIFICATE = "tls"


ANSWERS: dict[str, Sentence] = {
    Answer.OK: say("answers"),
    Answer.GONE: say("the page is not there any more"),
    Answer.BROKEN: say("the website answers with a fault"),
    Answer.SILENT: say("the website does not answer"),
    Answer.UNKNOWN_HOST: say("there is no such website"),
    Answer.PRIVATE: say("the address leads into a private network"),
    Answer.CERTIFICATE: say("the website's protection (https) is broken or has run out"),
}


def answer_to(status: int) -> Answer:
    """Pages for signed-in people and shops that turn programs away are there all the same."""
    if status in (404, 410):
        return Answer.GONE
    return Answer.BROKEN if status >= 500 else Answer.OK
