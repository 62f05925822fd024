"""One page with every piece of a page in every state: looked at by people and by axe."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from theodolite.web.look.fields import DayField
from theodolite.web.look.parts import BothValues, Cell, Changed, Crumb, Fact, Figure, Pages, Table
from theodolite.web.permissions import everyone, signed_in

HERE = Path(__file__).parent
CHOICES = [("short", "Short: within two years"), ("medium", "Medium"), ("long", "Long")]
TABLE = Table(
    "Sources and how they are",
    ("Source", "Kind", "Items", "State", "Last read", "What it said"),
    (
        ("Proceedings", "feed", "1,204", Cell("Healthy", tag_colour="green"), "1 hour ago", "200"),
        (
            Cell("A journal with quite a long name, as journals have", href="#journal"),
            "crossref",
            "88",
            Cell("Failing", tag_colour="red"),
            "3 days ago",
            "503 Service Unavailable, three times in a row",
        ),
    ),
    numbers=("Items",),
)
DESCRIPTION = {
    "data": {
        "values": [
            {"segment": "Planners", "share": 42, "year": "2019"},
            {"segment": "Makers", "share": 33, "year": "2019"},
            {"segment": "Teachers </script><b>", "share": 25, "year": "2024"},
        ]
    },
    "mark": {"type": "bar", "tooltip": True},
    "params": [{"name": "chosen", "select": "point"}],
    "encoding": {
        "x": {"field": "share", "type": "quantitative", "title": "Share of respondents, %"},
        "y": {"field": "segment", "type": "nominal", "sort": "-x", "title": None},
        "color": {"field": "year", "type": "nominal"},
        "opacity": {"condition": {"param": "chosen", "value": 1}, "value": 0.5},
    },
    "transform": [{"calculate": "datum.share + ' %'", "as": "words"}],
}
FIGURE = Figure(
    "Segments by share",
    "Bar chart: planners 42 %, makers 33 %, teachers 25 %.",
    "/gallery/picture.svg",
    DESCRIPTION,
    Table(
        "Segments by share, as numbers",
        ("Segment", "Share, %"),
        (("Planners", "42"), ("Makers", "33"), ("Teachers", "25")),
        numbers=("Share, %",),
    ),
    640,
    240,
)
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 240" width="640" height="240">'
    '<rect width="640" height="240" fill="#fff"/><rect x="20" y="40" width="420" height="40"'
    ' fill="#0b4a57"/><rect x="20" y="100" width="330" height="40" fill="#44AA99"/></svg>'
)


class EveryField(forms.Form):
    """One field of each kind."""

    title = forms.CharField(help_text="As it is printed.", max_length=80)
    note = forms.CharField(widget=forms.Textarea({"rows": 3}), max_length=200, required=False)
    remark = forms.CharField(widget=forms.Textarea({"rows": 3}), help_text="As long as you like.")
    email = forms.EmailField(widget=forms.EmailInput({"autocomplete": "email"}))
    word = forms.CharField(widget=forms.PasswordInput({"autocomplete": "current-password"}))
    count = forms.IntegerField(min_value=3, max_value=9)
    day = DayField(label="Closing day")
    horizon = forms.ChoiceField(choices=CHOICES)
    kind = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect, help_text="Only one.")
    topics = forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    agreed = forms.BooleanField(label="I have read the privacy notice", help_text="It is short.")
    file = forms.FileField(label="Survey export", help_text="CSV or Excel, up to 50 MB.")
    hidden = forms.CharField(widget=forms.HiddenInput, initial="kept")


def gallery_context(request: HttpRequest) -> dict[str, Any]:
    """Every piece of a page, filled."""
    wrong = {"wrong-email": "nobody", "wrong-count": "12", "wrong-day": "31 2 2026"}
    wrong |= {"wrong-note": "x" * 201, "wrong-hidden": "kept"}
    return {
        "form": EveryField(wrong, {}, prefix="wrong"),
        "fresh": EveryField(),
        "table": TABLE,
        "figure": replace(FIGURE, description={"mark": "none"})
        if "spoilt" in request.GET
        else FIGURE,
        "facts": [
            Fact("Source", "Proceedings of the society", href="#source"),
            Fact("Topic", "Helium", change_href="#topic"),
            Fact("Address", "https://example.org/" + "long-address-" * 12),
        ],
        "crumbs": [Crumb("Horizon", "#horizon"), Crumb("Inbox", "#inbox")],
        "pages": Pages(2, 9, "?page=1", "?page=3"),
        "changed": Changed(
            "The plan of 2026",
            (BothValues("Name", "Plan of spring", "Plan of autumn"), BothValues("About", "", "x")),
            4,
            (("name", "Plan of autumn"), ("about", "x")),
            "#plan",
        ),
    }


@everyone
def gallery(request: HttpRequest) -> HttpResponse:
    """Show them all."""
    messages.success(request, "Your sighting was sent.")
    messages.error(request, "The letter could not be sent.")
    messages.info(request, "The scan goes on.")
    template = engines["django"].from_string((HERE / "gallery.html").read_text("utf-8"))
    return HttpResponse(template.render(gallery_context(request), request))


@everyone
def broken(request: HttpRequest) -> HttpResponse:
    """Offend every rule at once, so that the checks are known to be alive."""
    return HttpResponse((HERE / "broken.html").read_text("utf-8"))


@everyone
def broken_style(request: HttpRequest) -> HttpResponse:
    """Too wide, and hiding where one is."""
    style = "p { width: 900px } :focus { outline: none }"
    return HttpResponse(style, content_type="text/css")


@everyone
def part(request: HttpRequest) -> HttpResponse:
    """A part that is fetched later: with components, and a script that must not run."""
    template = engines["django"].from_string(
        "{{ form }}<p>Fetched.</p><script>document.title = 'acted'</script>"
    )
    status = 422 if "wrong" in request.GET else 200
    return HttpResponse(template.render({"form": EveryField(auto_id="part_%s")}), status=status)


@signed_in
def guarded(request: HttpRequest) -> HttpResponse:
    """A part for people who are signed in."""
    return HttpResponse("<p>For you.</p>")


@everyone
def picture(request: HttpRequest) -> HttpResponse:
    """The figure as a server draws it."""
    return HttpResponse(PICTURE, content_type="image/svg+xml")


urlpatterns = [
    path("gallery/", gallery, name="gallery"),
    path("gallery/broken", broken, name="broken"),
    path("gallery/part", part, name="part"),
    path("gallery/guarded", guarded, name="guarded"),
    path("gallery/broken.css", broken_style, name="broken_style"),
    path("gallery/picture.svg", picture, name="picture"),
    path("", include("theodolite.web.urls")),
]
