"""The plan that a survey begins with, for the analyst to go on from."""

from datetime import date

import tomlkit

QUESTIONNAIRE, DECISIONS = "questionnaire.toml", "decisions.csv"
"""What a plan of the workspace calls the files beside it; it has no others."""


def first_plan(title: str, *, on: date) -> str:
    """A plan that counts everyone whom the screeners keep, and may be published as it stands."""
    plan = tomlkit.document()
    plan.add(tomlkit.comment("What is done with the answers. Every line may be changed."))
    plan.add("title", tomlkit.string(title))
    plan.add("questionnaire", tomlkit.string(QUESTIONNAIRE))
    plan.add("report_date", tomlkit.date(on.isoformat()))
    plan.add("disclosure", tomlkit.string("lt5_round5"))
    screening = tomlkit.table()
    screening.add("decisions", tomlkit.string(DECISIONS))
    plan.add("screening", screening)
    return tomlkit.dumps(plan)
