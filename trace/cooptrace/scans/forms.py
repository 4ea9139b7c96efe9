"""What shoppers and staff fill in about problems, as typed values."""

from cooptrace.web.forms import FormModel, Note, ShortText


class ReportForm(FormModel):
    text: Note
    contact: ShortText = ""


class AnswerForm(FormModel):
    answer: Note
