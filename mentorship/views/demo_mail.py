"""The demo's mailbox: what was sent, read as its receivers would; it exists in the demo only."""

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mentorship.accounts.access import open_to_all

P = ParamSpec("P")
WHY = "shows the demo's invented mail to whoever tries the demo, and does not exist elsewhere"
NAME = re.compile(r"[\w.-]+\.eml")
# A mail is shown as it came, in a box that runs nothing and fetches nothing.
SEALED = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"


@dataclass(frozen=True, slots=True)
class Mail:
    """One caught mail."""

    name: str
    message: EmailMessage

    @property
    def subject(self) -> str:
        """Return the subject."""
        return str(self.message["Subject"] or "")

    @property
    def to(self) -> str:
        """Return the receiver."""
        return str(self.message["To"] or "")

    @property
    def sender(self) -> str:
        """Return the sender."""
        return str(self.message["From"] or "")

    @property
    def sent_at(self) -> datetime | None:
        """Return when it was sent, as it says itself."""
        date = self.message["Date"]
        return parsedate_to_datetime(str(date)) if date else None

    @property
    def text(self) -> str:
        """Return the written part."""
        part = self.message.get_body(("plain",))
        return str(part.get_content()) if part else ""

    @property
    def has_html(self) -> bool:
        """Tell whether there is a part with layout."""
        return self.message.get_body(("html",)) is not None

    @property
    def files(self) -> list[str]:
        """Return the names of attached files."""
        return [part.get_filename() or "" for part in self.message.iter_attachments()]


def in_the_demo(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Answer 404 wherever this is not the demo."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def mailbox() -> Path:
    """Return the folder into which the catcher writes."""
    return settings.DATA_DIR / "mail" / "new"


def read_mail(name: str) -> Mail:
    """Return one mail; raises Http404 where there is none of that name."""
    path = mailbox() / name
    if not NAME.fullmatch(name) or not path.is_file():
        raise Http404
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    return Mail(name, message)


@open_to_all(WHY)
@in_the_demo
@require_safe
def mail_list(request: HttpRequest) -> HttpResponse:
    """Show the newest mails first."""
    names = sorted((path.name for path in mailbox().glob("*.eml")), reverse=True)
    page = Paginator(names, 25).get_page(request.GET.get("page"))
    mails = [read_mail(name) for name in page]
    return render(request, "demo/mail_list.html", {"page": page, "mails": mails})


@open_to_all(WHY)
@in_the_demo
@require_safe
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """Show one mail: its head, its written part, its files."""
    return render(request, "demo/mail.html", {"mail": read_mail(name)})


@open_to_all(WHY)
@in_the_demo
@require_safe
def mail_as_sent(request: HttpRequest, name: str) -> HttpResponse:
    """Show the part with layout, with its pictures, sealed off from everything."""
    message = read_mail(name).message
    body = message.get_body(("html",))
    if body is None:
        raise Http404
    response = HttpResponse(with_pictures(str(body.get_content()), message))
    response.headers["Content-Security-Policy"] = SEALED
    return response


@open_to_all(WHY)
@in_the_demo
@require_safe
def mail_file(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """Hand out one attached file."""
    parts = list(read_mail(name).message.iter_attachments())
    if number >= len(parts):
        raise Http404
    content = parts[number].get_payload(decode=True)
    filename = (parts[number].get_filename() or "file").replace('"', "")
    return HttpResponse(
        content,
        content_type=parts[number].get_content_type(),
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )


def with_pictures(html: str, message: EmailMessage) -> str:
    """Put pictures that travel inside the mail where its layout names them."""
    for part in message.walk():
        content_id = str(part.get("Content-ID", "")).strip("<>")
        content = part.get_payload(decode=True)
        if content_id and isinstance(content, bytes):
            data = base64.b64encode(content).decode()
            address = f"data:{part.get_content_type()};base64,{data}"
            html = html.replace(f"cid:{content_id}", address)
    return html
