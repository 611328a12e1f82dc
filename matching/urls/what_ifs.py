"""What would change a draft, drafts side by side, who fits nobody, and who is missing."""

from django.urls import path

from matching.views import comparing, what_ifs

CONSOLE = "programmes/<slug:slug>/matching/"
DRAFT = f"{CONSOLE}drafts/<uuid:pk>/"

urlpatterns = [
    path(f"{DRAFT}try/", what_ifs.draft_try, name="draft-try"),
    path(f"{DRAFT}try/keep/", what_ifs.draft_try_keep, name="draft-try-keep"),
    path(f"{DRAFT}compare/", comparing.draft_compare, name="draft-compare"),
]
