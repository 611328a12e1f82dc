"""Tables that come in."""

from django.urls import path

from programmes.views import downloads, imports

urlpatterns = [
    path("programmes/<slug:slug>/people/imports/", imports.import_list, name="import-list"),
    path("programmes/<slug:slug>/people/imports/add/", imports.import_add, name="import-add"),
    path("programmes/<slug:slug>/people/imports/<uuid:pk>/", imports.import_detail, name="import"),
    path(
        "programmes/<slug:slug>/people/imports/<uuid:pk>/columns/",
        imports.import_columns,
        name="import-columns",
    ),
    path(
        "programmes/<slug:slug>/people/imports/<uuid:pk>/questions/",
        imports.import_questions,
        name="import-questions",
    ),
    path(
        "programmes/<slug:slug>/people/imports/<uuid:pk>/read/",
        imports.import_read,
        name="import-read",
    ),
    path(
        "programmes/<slug:slug>/people/imports/<uuid:pk>/fix/",
        imports.import_fix,
        name="import-fix",
    ),
    path(
        "programmes/<slug:slug>/people/imports/<uuid:pk>/apply/",
        imports.import_apply,
        name="import-apply",
    ),
    path(
        "programmes/<slug:slug>/people/imports/<uuid:pk>/discard/",
        imports.import_discard,
        name="import-discard",
    ),
    path(
        "programmes/<slug:slug>/people/imports/<uuid:pk>/refused/",
        imports.import_refused,
        name="import-refused",
    ),
    path("programmes/<slug:slug>/team/file/", downloads.team_file, name="team-file"),
]
