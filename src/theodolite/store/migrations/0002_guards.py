"""Guards that no model can say: the history is added to, never changed, and may forget details."""

from collections.abc import Sequence
from typing import Any

from django.db import migrations

KEPT = ("number", "kind", "subject", "by", "at", "digest", "chained")

SQLITE = (
    """
    CREATE TRIGGER entry_stays BEFORE UPDATE ON store_entry WHEN NOT ({allowed})
    BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END
    """,
    """
    CREATE TRIGGER entry_is_new BEFORE INSERT ON store_entry
    WHEN EXISTS (SELECT 1 FROM store_entry WHERE number = NEW.number)
    BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END
    """,
    """
    CREATE TRIGGER entry_remains BEFORE DELETE ON store_entry
    BEGIN SELECT RAISE(ABORT, 'entries are never removed'); END
    """,
)
POSTGRESQL = (
    """
    CREATE FUNCTION refuse_entry() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'entries are never %', TG_ARGV[0] USING ERRCODE = '23001'; END $$
    """,
    """
    CREATE TRIGGER entry_stays BEFORE UPDATE ON store_entry FOR EACH ROW
    WHEN (NOT ({allowed})) EXECUTE FUNCTION refuse_entry('changed')
    """,
    """
    CREATE TRIGGER entry_remains BEFORE DELETE ON store_entry FOR EACH ROW
    EXECUTE FUNCTION refuse_entry('removed')
    """,
    """
    CREATE TRIGGER entries_remain BEFORE TRUNCATE ON store_entry FOR EACH STATEMENT
    EXECUTE FUNCTION refuse_entry('removed')
    """,
)


def guard(_apps: object, editor: Any) -> None:
    """Put the triggers up, in the words of the database at hand."""
    is_sqlite = editor.connection.vendor == "sqlite"
    statements, same = (SQLITE, "IS") if is_sqlite else (POSTGRESQL, "IS NOT DISTINCT FROM")
    allowed = _allowed(same)
    _run(editor, [one.replace("{allowed}", allowed) for one in statements])


def _allowed(same: str) -> str:
    """A change that is none, or one that forgets a detail together with its salt."""
    kept = " AND ".join(f'NEW."{name}" {same} OLD."{name}"' for name in KEPT)
    told = f"NEW.detail {same} OLD.detail AND NEW.salt {same} OLD.salt"
    return f"{kept} AND ({told} OR NEW.detail IS NULL AND NEW.salt IS NULL)"


def _run(editor: Any, statements: Sequence[str]) -> None:
    with editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


class Migration(migrations.Migration):
    """Triggers, in the words of either database."""

    dependencies = (("store", "0001_tables"),)
    operations = (migrations.RunPython(guard),)
