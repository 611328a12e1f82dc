"""What applicants are asked, and when they may apply."""

from django.urls import path

from programmes.views import application_forms, form_questions, form_sections, windows

PROGRAMME = "programmes/<slug:slug>/"
FORMS = f"{PROGRAMME}application-forms/"
SECTION = f"{PROGRAMME}form-sections/<uuid:pk>/"
QUESTION = f"{PROGRAMME}form-questions/<uuid:pk>/"

urlpatterns = [
    path(FORMS, application_forms.application_forms, name="application-forms"),
    path(
        f"{FORMS}begin/<str:role>/",
        application_forms.application_form_begin,
        name="application-form-begin",
    ),
    path(f"{FORMS}<uuid:pk>/", application_forms.application_form, name="application-form"),
    path(
        f"{FORMS}<uuid:pk>/preview/",
        application_forms.application_form_preview,
        name="application-form-preview",
    ),
    path(
        f"{FORMS}<uuid:pk>/welcome/",
        application_forms.application_form_welcome,
        name="application-form-welcome",
    ),
    path(
        f"{FORMS}<uuid:pk>/publish/",
        application_forms.application_form_publish,
        name="application-form-publish",
    ),
    path(
        f"{FORMS}<uuid:pk>/discard/",
        application_forms.application_form_discard,
        name="application-form-discard",
    ),
    path(
        f"{FORMS}<uuid:pk>/sections/add/",
        form_sections.section_add,
        name="application-form-section-add",
    ),
    path(f"{SECTION}change/", form_sections.section_change, name="section-change"),
    path(f"{SECTION}move/", form_sections.section_move, name="section-move"),
    path(f"{SECTION}remove/", form_sections.section_remove, name="section-remove"),
    path(f"{SECTION}questions/", form_questions.section_kinds, name="section-kinds"),
    path(f"{SECTION}questions/add/", form_questions.question_add, name="section-question-add"),
    path(f"{QUESTION}change/", form_questions.question_change, name="question-change"),
    path(f"{QUESTION}kind/", form_questions.question_kinds, name="question-kinds"),
    path(f"{QUESTION}move/", form_questions.question_move, name="question-move"),
    path(f"{QUESTION}remove/", form_questions.question_remove, name="question-remove"),
    path(f"{PROGRAMME}cohorts/<uuid:pk>/windows/", windows.windows, name="window-list"),
    path(
        f"{PROGRAMME}cohorts/<uuid:pk>/windows/<str:role>/",
        windows.window_change,
        name="window-change",
    ),
]
