"""The hand-over pack: all that a new sponsor needs to know of a programme, as one PDF.

What lies in the apps above comes through a registry: each hands in parts, such as the last report.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Role
from mentorship.common.pdf import render_pdf
from mentorship.notifications.actions import Enclosure
from programmes.charters.texts import Part, parts_of
from programmes.models import Charter, Programme, Recommendation, SignOff, Sponsorship, TeamMember
from programmes.strategy import ObjectiveStatus, objectives_with_status

ROLES = Role.values


@dataclass(frozen=True, slots=True)
class Figure:
    """A headline figure: what it is, what it means, and what it rests on."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class HandOverPart:
    """What an app above adds: a titled part with figures, points, and where to read more.

    `order` sorts parts, the smallest first.
    """

    key: str
    title: str
    order: int
    lead: str = ""
    figures: tuple[Figure, ...] = ()
    points: tuple[str, ...] = ()
    url: str = ""
    url_words: str = ""


@dataclass(frozen=True, slots=True)
class SignedCharter:
    """A charter as the pack shows it."""

    version: int
    sentence: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class HandOver:
    """Everything in the pack, gathered before any of it is drawn."""

    programme: Programme
    day: date
    charter: SignedCharter | None
    objectives: tuple[ObjectiveStatus, ...]
    parts: tuple[HandOverPart, ...]
    recommendations: tuple[Recommendation, ...]
    sponsorships: tuple[Sponsorship, ...]
    team: tuple[TeamMember, ...]


PartSource = Callable[[Programme, Person], Iterable[HandOverPart]]
_sources: list[PartSource] = []


def register_part(source: PartSource) -> None:
    """Let an app add to the pack; called from its `AppConfig.ready`.

    A source is given the programme and whoever will read the pack, and speaks the language that is
    active. It makes a number of queries that does not grow with the programme.
    """
    if source not in _sources:
        _sources.append(source)


def hand_over_of(programme: Programme, *, reader: Person, day: date) -> HandOver:
    """Gather what the pack says, in the language that is active."""
    parts = [part for source in _sources for part in source(programme, reader)]
    team = programme.team.current().select_related("person").order_by("started_on", "pk")
    sponsorships = programme.sponsorships.select_related("person")
    return HandOver(
        programme=programme,
        day=day,
        charter=_charter(programme),
        objectives=objectives_with_status(programme, day),
        parts=tuple(sorted(parts, key=lambda part: (part.order, part.key))),
        recommendations=tuple(Recommendation.objects.open().filter(programme=programme)),
        sponsorships=tuple(sponsorships.order_by("-started_on", "-ended_on")),
        team=tuple(sorted(team, key=lambda member: ROLES.index(member.role))),
    )


def draw_hand_over(
    programme: Programme, *, reader: Person, day: date, is_preview: bool = False
) -> Enclosure:
    """Return the pack as PDF in its reader's language; raises `PdfError`.

    A preview leaves out the links, which are the reader's alone.
    """
    with translation.override(reader.language), timezone.override(reader.time_zone):
        pack = hand_over_of(programme, reader=reader, day=day)
        if is_preview:
            pack = replace(pack, parts=tuple(replace(part, url="") for part in pack.parts))
        context = {"pack": pack, **_cover(pack)}
        title = _("Hand-over pack: %(programme)s") % {"programme": programme.name}
        pdf = render_pdf("pdf/hand_over.html", context, language=reader.language, title=title)
    return Enclosure(f"{slugify(programme.name)}-hand-over.pdf", "application/pdf", pdf)


def _charter(programme: Programme) -> SignedCharter | None:
    """Return the charter in force, if one was signed."""
    charter = programme.charters.signed().select_related("signed_by").first()
    if charter is None:
        return None
    return SignedCharter(charter.version, signature_sentence(charter), tuple(parts_of(charter)))


def signature_sentence(charter: Charter, sign_off: SignOff | None = None) -> str:
    """Say who signed a version, and when."""
    if charter.signed_by is None or charter.signed_at is None:
        return ""
    name = sign_off.signed_name if sign_off else charter.signed_by.name
    return _("Version %(version)d, signed by %(name)s on %(day)s") % {
        "version": charter.version,
        "name": name,
        "day": date_format(timezone.localtime(charter.signed_at), "j F Y"),
    }


def _cover(pack: HandOver) -> dict[str, object]:
    """Return what the cover and the running foot say."""
    organisation, day = pack.programme.organisation.name, date_format(pack.day, "j F Y")
    line = _("%(organisation)s · Hand-over pack") % {"organisation": organisation}
    current = [each for each in pack.sponsorships if each.ended_on is None]
    facts = [(_("For the sponsor"), "; ".join(each.person.name for each in current))]
    leads = [each.person.name for each in pack.team if each.role == Role.LEAD_COORDINATOR]
    facts.append((_("Led by"), ", ".join(leads)))
    return {
        "organisation": pack.programme.organisation,
        "organisation_name": organisation,
        "cover_line": line,
        "cover_lead": pack.programme.purpose,
        "cover_facts": [{"label": label, "value": value} for label, value in facts if value],
        "cover_note": _("As of %(day)s") % {"day": day},
        "foot": _("%(organisation)s · As of %(day)s") % {"organisation": organisation, "day": day},
    }
