"""What was kept has an index of words of its own: most people see no more, and it is far smaller.

The same words as in 0003, kept true by the database as decisions are made and taken back.
"""

from typing import Any

from django.db import migrations

COLUMNS = ("title", "abstract", "people", "venue")
OLD = ", ".join(f"OLD.{name}" for name in COLUMNS)
NEW = ", ".join(f"NEW.{name}" for name in COLUMNS)
NAMES = ", ".join(COLUMNS)
FORGET = (
    f"INSERT INTO listed_kept_words (listed_kept_words, rowid, {NAMES})"
    f" SELECT 'delete', OLD.id, {OLD} WHERE OLD.state = 'kept';"
)
LEARN = (
    f"INSERT INTO listed_kept_words (rowid, {NAMES}) SELECT NEW.id, {NEW} WHERE NEW.state = 'kept';"
)

SQLITE = (
    f"""
    CREATE VIRTUAL TABLE listed_kept_words USING fts5 ({NAMES},
        content = 'store_listeditem', content_rowid = 'id',
        tokenize = 'porter unicode61 remove_diacritics 2', prefix = '3')
    """,
    "INSERT INTO listed_kept_words (listed_kept_words, rank) VALUES ('secure-delete', 1)",
    f"""
    INSERT INTO listed_kept_words (rowid, {NAMES})
    SELECT id, {NAMES} FROM store_listeditem WHERE state = 'kept'
    """,  # noqa: S608  names of our own tables and columns
    f"CREATE TRIGGER kept_learnt AFTER INSERT ON store_listeditem BEGIN {LEARN} END",
    f"CREATE TRIGGER kept_forgotten AFTER DELETE ON store_listeditem BEGIN {FORGET} END",
    f"""
    CREATE TRIGGER kept_corrected AFTER UPDATE OF state, {NAMES} ON store_listeditem
    WHEN (OLD.state, {OLD}) IS NOT (NEW.state, {NEW}) AND 'kept' IN (OLD.state, NEW.state)
    BEGIN {FORGET} {LEARN} END
    """,
)
POSTGRESQL = (
    "CREATE INDEX listed_kept_words ON store_listeditem USING gin (words) WHERE state = 'kept'",
)


def make_searchable(_apps: object, editor: Any) -> None:
    """Make the index, in the words of the database at hand."""
    with editor.connection.cursor() as cursor:
        for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
            cursor.execute(statement)


class Migration(migrations.Migration):
    """The index and what keeps it true."""

    dependencies = (("store", "0004_letters_told"),)
    operations = (migrations.RunPython(make_searchable),)
