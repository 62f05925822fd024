"""A folder filled with empty surveys and one analyst, and what lies in it later.

Run as a program of its own, for the site of a test process is another one:
`python -m tests.web.surveys.site_to_kill FOLDER SURVEYS` prints the surveys' keys and a session.
"""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


def fill_site(folder: Path, surveys: int) -> dict[str, Any]:
    """Make the installation; gives the surveys' keys and the cookies of the analyst's session."""
    from theodolite.web.starting import start

    start(folder)
    # Only now, for these hold tables, which are known once the site has been started.
    from django.conf import settings

    from tests.web.conftest import client_of, make_account
    from theodolite.store.surveys.making import make_survey

    analyst, name = make_account("analyst"), settings.SESSION_COOKIE_NAME
    made = [make_survey(f"Survey {one}", by=analyst.key, at=NOW).key for one in range(surveys)]
    return {"surveys": made, "cookies": {name: client_of(analyst).cookies[name].value}}


def kept_of(survey: str, text: str) -> tuple[int, int, int]:
    """How many data sets, saved files and lines of an upload a survey has; answers are read."""
    from theodolite.store import survey_files
    from theodolite.store.models import Entry, Survey

    found = Survey.objects.get(key=survey)
    for one in found.data_sets.all():
        folder = survey_files.identified_folder(survey) / one.key
        assert (folder / "original").read_text("utf-8") == text
        assert len(survey_files.read_identified(survey, one.key).respondents) == 6
    told = Entry.objects.filter(kind="survey uploaded", subject=survey)
    return found.data_sets.count(), found.files.count(), told.count()


def clear_away() -> list[str]:
    """Do what is done every night, two days later; the files of answers that are left."""
    from django.conf import settings

    from theodolite.store import survey_files
    from theodolite.store.surveys.uploads import sweep_surveys

    survey_files.remove_strays(days=-1)
    sweep_surveys()
    return sorted(
        str(one.relative_to(settings.FOLDER))
        for part in ("surveys", "incoming")
        for one in (settings.FOLDER / part).rglob("*")
        if one.is_file() and one.name != "pseudonym.key"
    )


if __name__ == "__main__":
    print(json.dumps(fill_site(Path(sys.argv[1]), int(sys.argv[2]))))  # noqa: T201  its purpose
