"""What people thought of a session: given in a minute, read as sums."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Programme
from training.actions.feedback import FeedbackClosedError, give_feedback
from training.attending.asking import asked_elsewhere
from training.forms import FeedbackForm
from training.models import SessionFeedback
from training.queries.attending import may_give_feedback
from training.queries.feedback import feedback_of
from training.views.attendance import may_look, reads_feedback
from training.views.learn import find as find_own
from training.views.sessions import find, trail


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """Ask two questions and for two lines; POST keeps them, once."""
    session = find_own(request, session_id)
    given = SessionFeedback.objects.visible_to(request.user).filter(session=session).exists()
    form = FeedbackForm(request.POST or None)
    if not given and form.is_valid():
        try:
            give_feedback(session, **form.cleaned_data, by=request.user)
        except FeedbackClosedError:
            messages.error(request, _("This session can no longer be answered."))
        else:
            messages.success(request, _("Thank you. It shapes the next one."))
        return redirect("training:learn-session", session.pk)
    context = {
        "session": session,
        "form": form,
        "is_given": given,
        "may_answer": may_give_feedback(session, request.user),
        "is_elsewhere": bool(asked_elsewhere(request.user, [session])),
    }
    status = 422 if form.errors else 200
    return render(request, "training/feedback.html", context, status=status)


@programme_view(Permission.RECORD_ATTENDANCE)
@require_GET
def feedback_sums(request: SignedInRequest, programme: Programme, session_id: UUID) -> HttpResponse:
    """Show the sums: to the team of any session, to facilitators of their own."""
    session = find(request, programme, session_id)
    if not reads_feedback(request, programme, session):
        raise Http404
    is_team = may_look(request, programme)
    context = {
        "programme": programme,
        "session": session,
        "sums": feedback_of(session, with_words=is_team),
        "is_team": is_team,
        "trail": trail(programme, session.title) if is_team else None,
    }
    return render(request, "training/feedback_sums.html", context)
