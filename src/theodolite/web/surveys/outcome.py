"""What came of a screening, in tables and lines: progress, agreement, and who is kept."""

from theodolite.display.wording import plain
from theodolite.store.models import Screening
from theodolite.store.surveys.screening import own_assessments, to_screen
from theodolite.survey.agreement import Agreement
from theodolite.survey.screening import Screened
from theodolite.web.look.parts import Cell, Fact, Table
from theodolite.web.surveys.screening_forms import people_of

_PARTS = {"first": "First screener", "second": "Second screener"}


def progress_facts(screening: Screening) -> tuple[Fact, ...]:
    """How many respondents each screener has decided on; what they decided stays theirs."""
    names = people_of(screening)
    everyone = set(to_screen(screening.survey))
    facts = []
    for part, title in _PARTS.items():
        made = len(everyone & set(own_assessments(screening, getattr(screening, part))))
        facts.append(Fact(title, f"{names[part]}: decided on {made:,} of {len(everyone):,}"))
    who = names.get("adjudicator", "The two screeners together")
    return (*facts, Fact("Settles differences", who))


def pairs_table(found: Agreement, *, has_kept: bool) -> Table:
    """How often each pair of decisions occurred; `has_kept` says whether anyone was ever kept."""
    kept_kept, kept_rejected, rejected_kept, rejected_rejected = _four(found, has_kept=has_kept)
    columns = ("First screener", "Second keeps", "Second rejects")
    lines = (
        ("Keeps", f"{kept_kept:,}", f"{kept_rejected:,}"),
        ("Rejects", f"{rejected_kept:,}", f"{rejected_rejected:,}"),
    )
    return Table("Decisions of both screeners", columns, lines, numbers=columns[1:])


def agreement_facts(found: Agreement) -> tuple[Fact, ...]:
    """How far the two agree, with what chance would have given taken off."""
    return (
        Fact("Decided by both", f"{found.records:,}"),
        Fact("The same decision", f"{found.agreed:,}, or {plain(100 * found.share)}%"),
        Fact("Cohen's kappa", _kappa(found)),
        Fact("Kappa adjusted for prevalence", plain(found.prevalence_adjusted)),
    )


def summary_table(result: Screened) -> Table:
    """From received to kept, with every reason counted."""
    lines: list[tuple[str | Cell, ...]] = [("Received", f"{result.received:,}")]
    lines += [(f"Rejected: {reason}", f"{count:,}") for reason, count in result.reasons]
    lines.append(("Kept", f"{result.kept.size:,}"))
    return Table(
        "From received to kept", ("Decision", "Respondents"), tuple(lines), ("Respondents",)
    )


def _four(found: Agreement, *, has_kept: bool) -> tuple[int, ...]:
    """The counts of all four pairs, where both may have made one and the same decision only."""
    if len(found.pairs) == 4:
        return found.pairs
    return (found.records, 0, 0, 0) if has_kept else (0, 0, 0, found.records)


def _kappa(found: Agreement) -> str:
    if found.kappa is None or found.low is None or found.high is None:
        return "has no value, because both gave everyone the same decision"
    return f"{plain(found.kappa)} (95% interval {plain(found.low)} to {plain(found.high)})"
