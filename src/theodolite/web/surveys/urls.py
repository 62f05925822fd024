"""Addresses of the surveys' pages."""

from django.urls import path

from theodolite.store.models import SurveyFile
from theodolite.web.surveys import (
    analysis,
    assessing,
    conflicts,
    file_text,
    listing,
    plan_editor,
    preview,
    quality,
    questionnaire,
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
    path("<slug:key>/texts/", texts.texts, name="texts"),
    path("<slug:key>/texts/typed/", texts.typed, name="typed"),
    path("<slug:key>/texts/pass/", texts.pass_text, name="pass_text"),
    path("<slug:key>/quality/", quality.quality, name="quality"),
    path("<slug:key>/screening/", screening.screening, name="screening"),
    path("<slug:key>/screening/set-up/", screening.set_up, name="screening_set_up"),
    path("<slug:key>/screening/assess/", assessing.assess, name="assess"),
    path("<slug:key>/screening/take-back/", assessing.take_back, name="take_back"),
    path("<slug:key>/screening/open/", assessing.open_decisions, name="open_decisions"),
    path("<slug:key>/screening/decided/", assessing.decided, name="decided"),
    path("<slug:key>/screening/conflicts/", conflicts.conflicts_page, name="conflicts"),
    path("<slug:key>/plan/", plan_editor.plan, name="plan"),
    path("<slug:key>/plan/preview/", preview.plan_preview, name="plan_preview"),
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
for _name in SurveyFile.Name.values:
    _here, _which = f"<slug:key>/{_name}", {"name": _name}
    urlpatterns += [
        path(f"{_here}/text/", file_text.text, _which, name=f"{_name}_text"),
        path(f"{_here}/versions/", file_text.versions, _which, name=f"{_name}_versions"),
        path(f"{_here}/versions/<int:number>/", file_text.version, _which, name=f"{_name}_version"),
    ]
