"""Addresses of the surveys' pages."""

from django.urls import path

from theodolite.web.surveys import (
    analysis,
    assessing,
    conflicts,
    listing,
    plan_editor,
    plan_text,
    preview,
    quality,
    questionnaire,
    questionnaire_text,
    report,
    screening,
    texts,
    uploading,
)

app_name = "surveys"
urlpatterns = [
    path("", listing.surveys, name="list"),
    path("new/", listing.new, name="new"),
    path("mine/", assessing.mine, name="my_screenings"),
    path("<slug:key>/", listing.overview, name="overview"),
    path("<slug:key>/upload/", uploading.upload, name="upload"),
    path("<slug:key>/reading/<int:job>/", uploading.reading, name="reading"),
    path("<slug:key>/questionnaire/", questionnaire.questionnaire, name="questionnaire"),
    path("<slug:key>/questionnaire/question/", questionnaire.question, name="question"),
    path("<slug:key>/questionnaire/text/", questionnaire_text.text, name="questionnaire_text"),
    path(
        "<slug:key>/questionnaire/versions/",
        questionnaire_text.versions,
        name="questionnaire_versions",
    ),
    path("<slug:key>/texts/", texts.texts, name="texts"),
    path("<slug:key>/texts/typed/", texts.typed, name="typed"),
    path("<slug:key>/texts/pass/", texts.pass_text, name="pass_text"),
    path("<slug:key>/quality/", quality.quality, name="quality"),
    path("<slug:key>/screening/", screening.screening, name="screening"),
    path("<slug:key>/screening/set-up/", screening.set_up, name="screening_set_up"),
    path("<slug:key>/screening/assess/", assessing.assess, name="assess"),
    path("<slug:key>/screening/take-back/", assessing.take_back, name="take_back"),
    path("<slug:key>/screening/decided/", assessing.decided, name="decided"),
    path("<slug:key>/screening/conflicts/", conflicts.conflicts_page, name="conflicts"),
    path("<slug:key>/plan/", plan_editor.plan, name="plan"),
    path("<slug:key>/plan/preview/", preview.plan_preview, name="plan_preview"),
    path("<slug:key>/plan/text/", plan_text.plan_text, name="plan_text"),
    path("<slug:key>/plan/versions/", plan_text.versions, name="plan_versions"),
    path("<slug:key>/plan/versions/<int:number>/", plan_text.version, name="plan_version"),
    path("<slug:key>/reports/", analysis.reports, name="reports"),
    path("<slug:key>/reports/<slug:report>/", report.report, name="report"),
    path(
        "<slug:key>/reports/<slug:report>/figures/<str:name>",
        report.report_figure,
        name="report_figure",
    ),
    path(
        "<slug:key>/reports/<slug:report>/files/<str:name>", report.report_file, name="report_file"
    ),
]
