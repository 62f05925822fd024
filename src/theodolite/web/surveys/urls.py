"""Addresses of the surveys' pages."""

from django.urls import path

from theodolite.web.surveys import (
    assessing,
    conflicts,
    listing,
    quality,
    questionnaire,
    questionnaire_text,
    screening,
    texts,
    uploading,
)

app_name = "surveys"
urlpatterns = [
    path("", listing.surveys, name="list"),
    path("new", listing.new, name="new"),
    path("mine", assessing.mine, name="my_screenings"),
    path("<slug:key>/", listing.overview, name="overview"),
    path("<slug:key>/upload", uploading.upload, name="upload"),
    path("<slug:key>/reading/<int:job>", uploading.reading, name="reading"),
    path("<slug:key>/questionnaire/", questionnaire.questionnaire, name="questionnaire"),
    path("<slug:key>/questionnaire/question", questionnaire.question, name="question"),
    path("<slug:key>/questionnaire/text", questionnaire_text.text, name="questionnaire_text"),
    path(
        "<slug:key>/questionnaire/versions",
        questionnaire_text.versions,
        name="questionnaire_versions",
    ),
    path("<slug:key>/texts/", texts.texts, name="texts"),
    path("<slug:key>/texts/typed", texts.typed, name="typed"),
    path("<slug:key>/texts/pass", texts.pass_text, name="pass_text"),
    path("<slug:key>/quality", quality.quality, name="quality"),
    path("<slug:key>/screening/", screening.screening, name="screening"),
    path("<slug:key>/screening/set-up", screening.set_up, name="screening_set_up"),
    path("<slug:key>/screening/assess", assessing.assess, name="assess"),
    path("<slug:key>/screening/take-back", assessing.take_back, name="take_back"),
    path("<slug:key>/screening/decided", assessing.decided, name="decided"),
    path("<slug:key>/screening/conflicts", conflicts.conflicts_page, name="conflicts"),
]
