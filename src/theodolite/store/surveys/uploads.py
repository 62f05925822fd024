"""Take in an uploaded export: read apart, then kept in one piece, or not at all."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import PureWindowsPath
from typing import Any

from django.db import transaction

from theodolite.settings.errors import UnreadableFile
from theodolite.store import survey_files
from theodolite.store.history import write_down
from theodolite.store.models import DataSet, Survey, SurveyFile
from theodolite.store.surveys.files_saved import save_new
from theodolite.store.surveys.first_plan import first_plan
from theodolite.store.surveys.parsing import Limits, Parsed, Uploaded, parse
from theodolite.store.surveys.reports import forget_reports, sweep_reports
from theodolite.survey.questionnaire import Layout


@dataclass(frozen=True, slots=True)
class Arrival:
    """An upload that lies in `incoming` under `key`: for which survey, and what was said of it."""

    survey: str
    key: str
    name: str
    by: str
    retain_until: date
    layout: Layout | None = None
    sheet: str = ""

    def as_detail(self) -> dict[str, Any]:
        """What a job needs to know, in values that JSON has."""
        return {**asdict(self), "retain_until": self.retain_until.isoformat()}


def arrival_from(detail: Mapping[str, Any]) -> Arrival:
    """The upload that `as_detail` told of."""
    said = dict(detail)
    return Arrival(**{**said, "retain_until": date.fromisoformat(said["retain_until"])})


def shown_name(name: str) -> str:
    """What a file is called, for people to read: without folders and odd characters.

    >>> shown_name("C:\\\\Users\\\\me\\\\answers 2026.csv"), shown_name("../../etc/\\x00passwd")
    ('answers 2026.csv', 'passwd')
    """
    last = PureWindowsPath(name).name
    return "".join(each for each in last if each.isprintable()).strip()[:200] or "export"


def parse_arrival(arrival: Arrival, limits: Limits | None = None) -> Parsed:
    """Read an upload in a process of its own."""
    file = survey_files.incoming_file(arrival.key)
    if not file.exists():
        raise UnreadableFile(
            f"{arrival.name} is not there any more: it was read already, or cleared away after a"
            " day. Upload it again."
        )
    return parse(Uploaded(file, arrival.name, arrival.layout, arrival.sheet), limits)


def keep_arrival(arrival: Arrival, parsed: Parsed, *, at: datetime) -> DataSet:
    """Keep what was read, in the caller's transaction: files first, then the note that counts.

    An earlier data set of the survey is replaced: its files go, and its note says when. The first
    data set brings a drafted questionnaire and a plan with it.
    """
    assert transaction.get_connection().in_atomic_block, "files would stay without their note"
    survey = Survey.objects.select_for_update().get(key=arrival.survey)
    known: DataSet | None = survey.data_sets.filter(key=arrival.key).first()
    if known is not None:
        return known
    sweep(survey)
    earlier = list(survey.data_sets.filter(deleted_at=None))
    original = survey_files.incoming_file(arrival.key)
    size = original.stat().st_size
    survey_files.keep_identified(survey.key, arrival.key, original, parsed.export)
    data_set = DataSet.objects.create(
        survey=survey,
        key=arrival.key,
        name=arrival.name,
        layout=parsed.export.layout,
        size=size,
        sha256=parsed.export.digest,
        respondents=len(parsed.export.respondents),
        columns=len(parsed.export.columns),
        received_at=at,
        by=arrival.by,
        retain_until=arrival.retain_until,
    )
    told = {"data_set": data_set.key, "sha256": data_set.sha256, "rows": data_set.respondents}
    write_down("survey uploaded", survey.key, arrival.by, told, at=at)
    _save_first_files(survey, parsed.draft, by=arrival.by, at=at)
    for one in earlier:
        _let_go(one, by=arrival.by, at=at)
    transaction.on_commit(lambda: original.unlink(missing_ok=True))
    return data_set


def discard_arrival(arrival: Arrival) -> None:
    """Leave nothing of an upload that was refused or given up."""
    survey_files.incoming_file(arrival.key).unlink(missing_ok=True)
    if not DataSet.objects.filter(key=arrival.key).exists():
        survey_files.remove_data_set(arrival.survey, arrival.key)


def sweep_surveys() -> int:
    """Remove what killed processes left in any survey, and say how many there were."""
    removed = 0
    for key in Survey.objects.values_list("key", flat=True):
        with transaction.atomic():
            removed += sweep(Survey.objects.select_for_update().get(key=key))
    return removed


def sweep(survey: Survey) -> int:
    """Remove answers and reports that no row knows of any more, as a killed process leaves them.

    In a transaction that holds the survey, so that nobody else is just writing there.
    """
    known = set(survey.data_sets.filter(deleted_at=None).values_list("key", flat=True))
    return survey_files.remove_unknown(survey.key, known) + sweep_reports(survey)


def _let_go(data_set: DataSet, *, by: str, at: datetime) -> None:
    """Remove answers that newer ones replace, and their reports, once these are sure to stay."""
    data_set.deleted_at = at
    data_set.save(update_fields=["deleted_at"])
    write_down("data set replaced", data_set.key, by, {"survey": data_set.survey.key}, at=at)
    forget_reports(data_set, by=by, at=at)
    survey, key = data_set.survey.key, data_set.key
    transaction.on_commit(lambda: survey_files.remove_data_set(survey, key))


def _save_first_files(survey: Survey, draft: str, *, by: str, at: datetime) -> None:
    texts = {
        SurveyFile.Name.QUESTIONNAIRE: draft,
        SurveyFile.Name.PLAN: first_plan(survey.title, on=at.date()),
    }
    for name, text in texts.items():
        if not survey.files.filter(name=name).exists():
            save_new(survey, name, text, by=by, at=at)
