"""What people fill in about cooperatives, producers and sites, as typed values."""

from cooptrace.web.forms import FormModel, Note, Phone, ShortText


class ProducerForm(FormModel):
    name: ShortText
    phone: Phone | None = None
    hamlet: ShortText = ""
    story: Note = ""
    consent: bool = False
