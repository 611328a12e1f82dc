"""The charter, its signature and reviews, and the sponsors."""

from django.urls import path

from programmes.views import charter_links, charters, sponsors

urlpatterns = [
    path("programmes/<slug:slug>/sponsor/add/", sponsors.sponsor_add, name="sponsor-add"),
    path("programmes/<slug:slug>/sponsors/", sponsors.sponsors, name="sponsors"),
    path(
        "programmes/<slug:slug>/sponsors/<uuid:pk>/change/",
        sponsors.sponsor_change,
        name="sponsor-change",
    ),
    path(
        "programmes/<slug:slug>/sponsors/<uuid:pk>/end/", sponsors.sponsor_end, name="sponsor-end"
    ),
    path(
        "programmes/<slug:slug>/sponsors/<uuid:pk>/pack/",
        sponsors.sponsor_pack,
        name="sponsor-pack",
    ),
    path(
        "programmes/<slug:slug>/sponsors/<uuid:pk>/pack/pdf/",
        sponsors.sponsor_pack_pdf,
        name="sponsor-pack-pdf",
    ),
    path("programmes/<slug:slug>/charter/", charters.charter, name="charter"),
    path("programmes/<slug:slug>/charter/edit/", charters.charter_edit, name="charter-edit"),
    path(
        "programmes/<slug:slug>/charter/<uuid:pk>/",
        charters.charter_version,
        name="charter-version",
    ),
    path(
        "programmes/<slug:slug>/charter/<uuid:pk>/send/",
        charters.charter_send,
        name="charter-send",
    ),
    path(
        "programmes/<slug:slug>/charter/<uuid:pk>/withdraw/",
        charters.charter_withdraw,
        name="charter-withdraw",
    ),
    path(
        "programmes/<slug:slug>/charter/<uuid:pk>/discard/",
        charters.charter_discard,
        name="charter-discard",
    ),
    path(
        "programmes/<slug:slug>/charter/reviews/<uuid:pk>/settle/",
        charters.review_settle,
        name="review-settle",
    ),
    path("charters/<str:token>/", charter_links.charter_sign, name="charter-sign"),
    path("charter-reviews/<str:token>/", charter_links.charter_answer, name="charter-answer"),
]
