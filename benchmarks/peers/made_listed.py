"""A workspace of very many made-up items, written with SQL as scans and placing would leave it."""

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from theodolite.web.starting import start

FRAMEWORK = Path("examples/framework.toml")
AT_ONCE = 20_000
WORDS, SOURCES, SEGMENT = 30_000, 40, 4_096
STATES = ("waiting", "kept", "discarded", "set aside", "in conflict")
SHARES = (0.86, 0.05, 0.08, 0.0099, 0.0001)
BEGUN = 1_600_000_000
LISTED = (
    "id, identity, title, abstract, kind, people, venue, address, language, published,"
    " published_as, observed_at, deadline, records, alike, topics, sources, horizon, outlook,"
    " readiness, placing, state, decided_at, score, why, digest"
)


def main() -> None:
    """Fill a new folder with so many items."""
    folder, number = Path(sys.argv[1]), int(sys.argv[2])
    folder.mkdir(parents=True)
    shutil.copy(FRAMEWORK, folder / "framework.toml")
    start(folder)
    from django.db import connection, transaction

    from theodolite.web.sightings.topics import topics_of_society

    topics = [topic.code for topic in topics_of_society()]
    (folder / "items").mkdir(exist_ok=True)
    chance = np.random.default_rng(5)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous = OFF")
    for first in range(1, number + 1, AT_ONCE):
        rows = list(_rows(chance, range(first, min(first + AT_ONCE, number + 1)), topics))
        with transaction.atomic(), connection.cursor() as cursor:
            places = ", ".join(["%s"] * len(rows[0]))
            listed = f"INSERT INTO store_listeditem ({LISTED}) VALUES ({places})"  # noqa: S608  names of our own tables and columns
            cursor.executemany(listed, rows)
            cursor.executemany(
                "INSERT INTO store_listedrecord (identity, item_id) VALUES (%s, %s)",
                [(row[1], row[0]) for row in rows],
            )
            for table, name, column in (("topic", "code", 15), ("source", "name", 16)):
                cursor.executemany(
                    f"INSERT INTO store_listed{table} ({name}, observed_at, item_id)"  # noqa: S608  names of our own tables and columns
                    " VALUES (%s, %s, %s)",
                    [(one, row[11], row[0]) for row in rows for one in json.loads(row[column])],
                )
            _keep(cursor, rows)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA optimize")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _rows(
    chance: np.random.Generator, numbers: range, topics: list[str]
) -> Iterator[tuple[object, ...]]:
    """Titles of ten words and abstracts of sixty, of words as common as those of a language."""
    count = len(numbers)
    drawn = np.minimum(chance.zipf(1.2, (count, 70)), WORDS).tolist()
    states = chance.choice(len(STATES), count, p=SHARES).tolist()
    scores, ages = chance.random(count).tolist(), chance.integers(0, 2 * 10**8, count).tolist()
    moments = np.array(ages, "datetime64[s]") + np.timedelta64(BEGUN, "s")
    which = chance.integers(0, (len(topics), SOURCES, 400), (count, 3)).tolist()
    for at, number in enumerate(numbers):
        words = [f"w{word}" for word in drawn[at]]
        observed = str(moments[at]).replace("T", " ")
        topic, source, month = which[at]
        state = STATES[states[at]]
        identity = f"doi:10.5555/{number}"
        yield (
            *(number, identity, " ".join(words[:10]), " ".join(words[10:]), "paper"),
            *("Made, U", f"Journal {source}", f"https://example.org/{number}", "en"),
            *(observed[:10], observed[:10], observed),
            f"20{20 + month // 12:02}-{1 + month % 12:02}-01" if month > 390 else None,
            *(json.dumps([identity]), "[]", json.dumps([topics[topic]])),
            *(json.dumps([f"Source {source}"]), "", "", "", "{}", state),
            observed if state != "waiting" else None,
            *(scores[at], "", "0" * 64),
        )


def _keep(cursor: object, rows: list[tuple[object, ...]]) -> None:
    """The same items in the archive, in segments of the usual size."""
    from theodolite.horizon.item import Item
    from theodolite.store.database import microseconds, moment
    from theodolite.store.segments import as_json, write_segment

    run = cursor.executemany  # type: ignore[attr-defined]  # SQLite's cursors have it
    folder, at = Path(sys.argv[1]) / "items", moment(BEGUN * 10**6)
    page = int(str(rows[0][0]))
    run(
        "INSERT INTO store_sourcepage (number, source, address, read_at, digest)"
        " VALUES (%s, 'Source 1', 'https://example.org/', %s, '')",
        [(page, microseconds(at))],
    )
    for start_ in range(0, len(rows), SEGMENT):
        some = rows[start_ : start_ + SEGMENT]
        segment = int(str(some[0][0]))
        items = [Item(str(row[1]), str(row[2]), "paper", at, abstract=str(row[3])) for row in some]
        file = write_segment(folder, segment, [as_json(item) for item in items])
        run("INSERT INTO store_itemsegment VALUES (%s, %s, %s)", [(segment, file, len(some))])
        run("INSERT INTO store_keptitem VALUES (%s, %s)", [(row[0], row[1]) for row in some])
        run(
            "INSERT INTO store_itemversion (number, item_id, observed_at, digest, segment_id, line)"
            " VALUES (%s, %s, %s, %s, %s, %s)",
            [
                (row[0], row[0], microseconds(at), b"0" * 32, segment, line)
                for line, row in enumerate(some)
            ],
        )
        run(
            "INSERT INTO store_appearance VALUES (%s, %s, %s)",
            [(row[0], row[0], page) for row in some],
        )


if __name__ == "__main__":
    main()
