"""The sealed figures of a report as a file, from which it can be rebuilt anywhere."""

import uuid

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from evaluation.models import Report
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Programme


@require_GET
@programme_view(Permission.MANAGE_REPORTS)
def report_snapshot(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Hand out the figures of a report exactly as they were sealed."""
    visible = Report.objects.visible_to(request.user)
    report = get_object_or_404(visible, pk=pk, programme=programme)
    filename = f"{slugify(report.title)}-{report.code.lower()}.json"
    disposition = content_disposition_header(as_attachment=True, filename=filename)
    response = HttpResponse(report.snapshot, content_type="application/json")
    response["Content-Disposition"] = disposition or "attachment"
    return response
