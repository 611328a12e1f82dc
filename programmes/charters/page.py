"""The charter as its page shows it: what is in force, what is under way, and how it all stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programmes.charters.queries import policy_of, sponsorship_behind
from programmes.charters.reminders import Silence, silence_of
from programmes.enums import CharterState, ReviewAnswer
from programmes.models import Charter, CharterReview, Programme, SignOff

UNDER_WAY = (
    CharterState.DRAFT,
    CharterState.AWAITING_SIGNATURE,
    CharterState.DECLINED,
    CharterState.WITHDRAWN,
)
TONES = {
    CharterState.DRAFT: "idle",
    CharterState.AWAITING_SIGNATURE: "warn",
    CharterState.SIGNED: "good",
    CharterState.DECLINED: "bad",
    CharterState.WITHDRAWN: "off",
    CharterState.SUPERSEDED: "off",
}


@dataclass(frozen=True, slots=True)
class CharterPage:
    """Everything the page needs; `under_way` is a later version than the one in force."""

    versions: Sequence[Charter]
    in_force: Charter | None
    under_way: Charter | None
    request: SignOff | None
    reviews: Sequence[CharterReview]
    is_sponsored: bool
    silence: Silence | None

    @property
    def shown(self) -> Charter | None:
        """Return the version whose text stands on the page."""
        return self.in_force or self.under_way

    @property
    def next_review(self) -> CharterReview | None:
        """Return the review that nobody has answered yet."""
        waiting = (row for row in self.reviews if not row.answered_at and not row.settled_at)
        return next(waiting, None)

    @property
    def unsettled(self) -> CharterReview | None:
        """Return the review in which the sponsor asked for something that is still to do."""
        asked = (ReviewAnswer.CHANGE, ReviewAnswer.TALK)
        rows = (row for row in self.reviews if row.answer in asked and not row.settled_at)
        return next(rows, None)

    @property
    def past_reviews(self) -> list[CharterReview]:
        """Return what was said in earlier reviews, the latest first."""
        return [row for row in self.reviews if row.answered_at or row.settled_at]


def charter_page_of(programme: Programme) -> CharterPage:
    """Gather the page; the number of queries does not grow with the versions."""
    versions = list(programme.charters.select_related("signed_by").order_by("-version"))
    in_force = next((row for row in versions if row.state == CharterState.SIGNED), None)
    latest = versions[0] if versions else None
    under_way = latest if latest and latest.state in UNDER_WAY else None
    reviews = CharterReview.objects.filter(charter=in_force)
    found = list(reviews.select_related("answered_by", "settled_by")) if in_force else []
    return CharterPage(
        versions=versions,
        in_force=in_force,
        under_way=under_way,
        request=last_request(under_way) if under_way else None,
        reviews=found,
        is_sponsored=in_force is not None and sponsorship_behind(in_force) is not None,
        silence=silence_of(reviews, timezone.now()) if in_force else None,
    )


def last_request(charter: Charter) -> SignOff | None:
    """Return the last time somebody was asked to sign a version."""
    return charter.sign_offs.select_related("sponsorship__person", "asked_by").first()


def sentence_of(page: CharterPage) -> str:
    """Say how the charter stands."""
    if page.shown is None:
        return _(
            "None is written yet. It says on one page what the programme is for, "
            "and what it and its sponsor promise each other."
        )
    if page.under_way is None:
        return _in_force(page)
    words = {"version": page.under_way.version, "name": _asked(page.request), "day": _day_of(page)}
    sentence = _under_way(page, page.under_way) % words
    if page.in_force is None:
        return sentence
    stays = _("Version %(version)d stays in force meanwhile.") % {"version": page.in_force.version}
    return f"{sentence} {stays}"


def starting_texts(programme: Programme) -> Charter:
    """Return what the next version begins with: the draft, else the last version, else nothing."""
    latest = programme.charters.order_by("-version").first()
    return latest or Charter(
        programme=programme,
        purpose=programme.purpose,
        review_months=policy_of(programme).review_months,
    )


def _in_force(page: CharterPage) -> str:
    """Say who signed, and when the charter is looked at again."""
    charter = page.in_force
    if charter is None or charter.signed_at is None or charter.signed_by is None:
        return ""
    words = {
        "version": charter.version,
        "name": charter.signed_by.name,
        "day": _day(charter.signed_at),
    }
    sentence = _("Version %(version)d is in force: %(name)s signed it on %(day)s.") % words
    if page.next_review is None or not page.is_sponsored:
        return sentence
    again = _("It is looked at again on %(day)s.") % {
        "day": date_format(page.next_review.due_on, "j F Y")
    }
    return f"{sentence} {again}"


def _awaiting(page: CharterPage) -> str:
    """Say since when a signature is awaited, or that its link has run out."""
    if page.request is not None and page.request.is_over(timezone.now()):
        return _(
            "Version %(version)d was sent to %(name)s on %(day)s, and its link has run out unused."
        )
    return _("Version %(version)d was sent to %(name)s on %(day)s and awaits a signature.")


def _asked(request: SignOff | None) -> str:
    """Return who was asked last."""
    return request.sponsorship.person.name if request else ""


def _day_of(page: CharterPage) -> str:
    """Return the day on which the version under way was sent."""
    return _day(page.request.asked_at) if page.request else ""


def _day(at: datetime) -> str:
    """Return the day of a moment where the reader is."""
    return date_format(timezone.localtime(at), "j F Y")


def _under_way(page: CharterPage, charter: Charter) -> str:
    """Say how the version under way stands, with places for its facts."""
    if charter.state == CharterState.AWAITING_SIGNATURE:
        return _awaiting(page)
    if charter.state == CharterState.DECLINED:
        return _("%(name)s sent version %(version)d back; please read why and write the next one.")
    if charter.state == CharterState.WITHDRAWN:
        return _("Version %(version)d was withdrawn before anybody signed it.")
    return _("Version %(version)d is a draft: nobody has been asked to sign it yet.")
