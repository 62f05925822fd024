"""Anyone's report, read back: its passages and tables as they are printed."""

from theodolite.reports.reading.reading import CannotReadReport, read_printed

__all__ = ["CannotReadReport", "read_printed"]
