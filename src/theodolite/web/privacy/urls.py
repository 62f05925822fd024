"""Addresses of the pages on personal data."""

from django.urls import path, register_converter

from theodolite.web.privacy import complaining, mine, notices, office


class NightlyWork:
    """The two nightly jobs that may be asked for by day."""

    regex = "backup|retain"

    def to_python(self, value: str) -> str:
        """The kind of job, as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """The kind of job, as it stands."""
        return value


register_converter(NightlyWork, "nightly")

app_name = "privacy"
urlpatterns = [
    path("", notices.privacy, name="notice"),
    path("about/", notices.about, name="about"),
    path("accessibility/", notices.accessibility, name="accessibility"),
    path("mine/", mine.mine, name="mine"),
    path("mine/data/", mine.take_along, name="take_along"),
    path("mine/erase/", mine.erase_me, name="erase_me"),
    path("mine/agree/<slug:purpose>/", mine.agree, name="agree"),
    path("complain/", complaining.new, name="complain"),
    path("complaints/", complaining.received, name="complaints"),
    path("complaints/<slug:key>/", complaining.one, name="complaint"),
    path("complaints/<slug:key>/acknowledged/", complaining.acknowledged, name="acknowledged"),
    path("subject/", office.subject, name="subject"),
    path("subject/data/", office.take_out, name="take_out"),
    path("subject/erase/", office.erase, name="erase"),
    path("exports/", office.exports, name="exports"),
    path("kept/", office.kept, name="kept"),
    path("kept/<nightly:kind>/", office.ask_now, name="ask_now"),
]
