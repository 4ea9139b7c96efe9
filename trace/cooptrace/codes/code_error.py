"""The one exception every function of codes raises, naming the broken rule and where it was broken."""


class CodeError(ValueError):
    """A code was refused.

    `rule` is a stable lower-case name: the GS1 Syntax Dictionary's own name of a linter error (`incorrect_check_digit`,
    `illegal_day`) or one of ours (`length`, `mistyped`, `restricted`). `position` counts characters from 0 in the text
    that was given, `length` is how many characters are at fault (0 when something is missing there), and `ai` is the
    Application Identifier being read, when there was one.
    """

    def __init__(self, rule: str, position: int = 0, *, length: int = 1, ai: str = "", detail: str = "") -> None:
        self.rule = rule
        self.position = position
        self.length = length
        self.ai = ai
        self.detail = detail
        super().__init__(rule, position, length, ai, detail)

    def __str__(self) -> str:
        where = f" in AI ({self.ai})" if self.ai else ""
        more = f": {self.detail}" if self.detail else ""
        return f"{self.rule.replace('_', ' ')} at position {self.position}{where}{more}"

    def moved(self, by: int, *, ai: str = "") -> "CodeError":
        """The same refusal inside a longer text, `by` characters further on."""
        return CodeError(self.rule, self.position + by, length=self.length, ai=ai or self.ai, detail=self.detail)
