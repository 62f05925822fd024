"""A folder that watches a file of one record, and an address that may not be asked."""

from pathlib import Path

RECORD = (
    "TY  - JOUR\nTI  - Dose to the lens\nAU  - Kaur, A\nDO  - 10.1000/lens\nPY  - 2026\nER  - \n"
)
SOURCES = """
[[sources]]
name = "our exports"
kind = "file"
address = "records.ris"
owner = "Ana"

[[sources]]
name = "inside"
kind = "feed"
address = "http://127.0.0.1:9/feed"
"""


def watch(folder: Path) -> Path:
    """Put both into a folder, with the list of them."""
    (folder / "records.ris").write_text(RECORD)
    (folder / "sources.toml").write_text(SOURCES)
    return folder
