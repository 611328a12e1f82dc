"""Reviewers, their reviews, and the rounds."""

from django.urls import path

from programmes.views import marking, round_reviews, rounds

ROUND = "programmes/<slug:slug>/rounds/<uuid:pk>/"
REVIEW = f"{ROUND}reviews/<uuid:review_id>/"

urlpatterns = [
    path("programmes/<slug:slug>/rounds/", rounds.round_list, name="round-list"),
    path("programmes/<slug:slug>/rounds/open/", rounds.round_open, name="round-open"),
    path(ROUND, rounds.round_detail, name="round-detail"),
    path(f"{ROUND}settings/", rounds.round_settings, name="round-settings"),
    path(f"{ROUND}assign/", rounds.round_assign, name="round-assign"),
    path(f"{ROUND}samples/", rounds.round_samples, name="round-samples"),
    path(f"{ROUND}compare/", rounds.round_compare, name="round-compare"),
    path(f"{ROUND}conflicts/", rounds.round_conflicts, name="round-conflicts"),
    path(
        f"{ROUND}reviewers/<uuid:reviewer_id>/",
        round_reviews.round_reviewer,
        name="round-reviewer",
    ),
    path(f"{REVIEW}nudge/", round_reviews.round_nudge, name="round-nudge"),
    path(f"{REVIEW}replace/", round_reviews.round_replace, name="round-replace"),
    path(f"{REVIEW}give-back/", round_reviews.round_give_back, name="round-give-back"),
    path("reviews/", marking.marking_list, name="marking-list"),
    path("reviews/people/", marking.marking_people, name="marking-people"),
    path("reviews/<uuid:pk>/", marking.marking_review, name="marking-review"),
    path("reviews/<uuid:pk>/stand-aside/", marking.marking_aside, name="marking-aside"),
    path("reviews/<uuid:pk>/compare/", marking.marking_compare, name="marking-compare"),
]
