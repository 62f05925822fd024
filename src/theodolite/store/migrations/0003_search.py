"""What is searched by words: an index of every listed item, kept by the database itself.

SQLite: an FTS5 index that holds no text of its own and forgets for good what is deleted
(sqlite.org/fts5.html, "external content", "secure-delete"). PostgreSQL: a column of its words.
"""

from typing import Any

from django.db import migrations

COLUMNS = ("title", "abstract", "people", "venue")
OLD = ", ".join(f"OLD.{name}" for name in COLUMNS)
NEW = ", ".join(f"NEW.{name}" for name in COLUMNS)
NAMES = ", ".join(COLUMNS)
FORGET = (
    f"INSERT INTO listed_words (listed_words, rowid, {NAMES})"  # noqa: S608  names of our own tables and columns
    f" VALUES ('delete', OLD.id, {OLD});"
)
LEARN = f"INSERT INTO listed_words (rowid, {NAMES}) VALUES (NEW.id, {NEW});"  # noqa: S608  names of our own tables and columns

SQLITE = (
    f"""
    CREATE VIRTUAL TABLE listed_words USING fts5 ({NAMES},
        content = 'store_listeditem', content_rowid = 'id',
        tokenize = 'porter unicode61 remove_diacritics 2', prefix = '3')
    """,
    "INSERT INTO listed_words (listed_words, rank) VALUES ('secure-delete', 1)",
    f"CREATE TRIGGER listed_learnt AFTER INSERT ON store_listeditem BEGIN {LEARN} END",
    f"CREATE TRIGGER listed_forgotten AFTER DELETE ON store_listeditem BEGIN {FORGET} END",
    f"""
    CREATE TRIGGER listed_corrected AFTER UPDATE OF {NAMES} ON store_listeditem
    WHEN ({OLD}) IS NOT ({NEW}) BEGIN {FORGET} {LEARN} END
    """,
)
POSTGRESQL = (
    """
    ALTER TABLE store_listeditem ADD COLUMN words tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('english', title), 'A')
        || setweight(to_tsvector('english', abstract), 'B')
        || setweight(to_tsvector('english', people || ' ' || venue), 'C')) STORED
    """,
    "CREATE INDEX listed_words ON store_listeditem USING gin (words)",
)


def make_searchable(_apps: object, editor: Any) -> None:
    """Make the index, in the words of the database at hand."""
    with editor.connection.cursor() as cursor:
        for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
            cursor.execute(statement)


class Migration(migrations.Migration):
    """The index and what keeps it true."""

    dependencies = (("store", "0002_guards"),)
    operations = (migrations.RunPython(make_searchable),)
