"""How the page of an agreement opens, and what is said when somebody else was quicker."""

from django.utils.translation import gettext as _

from matching.agreeing.enums import AgreementState
from matching.agreeing.queries import AgreementStanding
from matching.enums import ENDED_STATES
from matching.models import Agreement, Match
from matching.wording import short_names, you_with
from mentorship.accounts.models import Person


def headline(match: Match, standing: AgreementStanding, viewer: Person) -> tuple[str, str]:
    """Return the sentence that opens the page, and a little more."""
    waiting = standing.waiting
    others = {"names": short_names(match.others_than(viewer))}
    if match.state in ENDED_STATES:
        return _("What you and %(names)s agreed") % others, _("It stays here for you to read.")
    if waiting is not None and standing.waits_for(viewer):
        name = {"name": waiting.agreement.written_by.short_name}
        if standing.in_force is not None:
            lead = _("What you agreed before counts until everybody has signed.")
            return _("%(name)s suggests a change") % name, lead
        return _("%(name)s wrote down how you could work together") % name, ""
    if waiting is not None:
        silent = {"names": short_names(waiting.unsigned)}
        return _("Your agreement waits for %(names)s") % silent, ""
    if standing.in_force is not None:
        you = {"you": you_with(match, viewer)}
        return _("%(you)s have agreed how you work together") % you, ""
    return (
        _("How do you and %(names)s work together?") % others,
        _("Five lines, written already for you to change. It takes two minutes."),
    )


def who_was_quicker_in(match: Match, standing: AgreementStanding, meant: Agreement) -> str:
    """Say why the version that somebody meant to sign was not signed."""
    if match.state in ENDED_STATES:
        return _("This match has ended meanwhile. You did not sign.")
    newer = next((v for v in standing.versions if v.agreement.version > meant.version), None)
    if newer is not None and newer.agreement.state != AgreementState.WITHDRAWN:
        return _(
            "%(name)s changed it meanwhile. You did not sign: read the new words first, they are"
            " below."
        ) % {"name": newer.agreement.written_by.short_name}
    return _("%(name)s took it back meanwhile. You did not sign.") % {
        "name": meant.written_by.short_name
    }
