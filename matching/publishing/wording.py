"""How sendings and answers are said."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.models import Sending
from matching.publishing.enums import SendingState


def counts_sentence(mentees: int, mentors: int, mails: int) -> str:
    """Return who gets how much: “46 mentees and 25 mentors get 71 mails”."""
    return _("%(mentees)s and %(mentors)s get %(mails)s.") % {
        "mentees": ngettext("%(n)d mentee", "%(n)d mentees", mentees) % {"n": mentees},
        "mentors": ngettext("%(n)d mentor", "%(n)d mentors", mentors) % {"n": mentors},
        "mails": ngettext("%(n)d mail", "%(n)d mails", mails) % {"n": mails},
    }


def pairs_in_words(number: int) -> str:
    """Return “1 pair”, “46 pairs”."""
    return ngettext("%(n)d pair", "%(n)d pairs", number) % {"n": number}


def title_of(sending: Sending, going: int) -> str:
    """Return the sentence that opens the page of a sending."""
    pairs = {"pairs": pairs_in_words(going)}
    if sending.state == SendingState.SENT:
        said = ngettext("%(n)d pair has been asked", "%(n)d pairs have been asked", going)
        return said % {"n": going}
    if sending.state == SendingState.CALLED_OFF:
        return _("This sending was called off")
    if sending.state == SendingState.SCHEDULED:
        return _("%(pairs)s will be asked at their time") % pairs
    if not going:
        return _("Nobody can be asked as it stands")
    return _("%(pairs)s are ready to be asked") % pairs if going > 1 else _("1 pair is ready")


def leaving_title(total: int) -> str:
    """Return the sentence that opens the page of a sending while its pairs are being asked."""
    said = ngettext("%(n)d pair is being asked", "%(n)d pairs are being asked", total)
    return said % {"n": total}
