"""The SQLite that everything here runs on: a fixed one, wherever Python's own may be damaged.

SQLite 3.7.0 to 3.51.2 can lose committed pages when a write-ahead log is reset under two
connections (sqlite.org/wal.html#walresetbug); Python is often linked with one of them. The
pysqlite3 package brings a newer one, and stands in for the standard module from the moment this
module is imported, which must be before Django opens a database.
"""

import sys

import pysqlite3

SAFE = (3, 51, 3)
"""The first release in which a write-ahead log can be trusted."""

VERSION: tuple[int, int, int] = pysqlite3.sqlite_version_info

sys.modules["sqlite3"] = pysqlite3
sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
"""What every connection begins with: a log that readers need not wait for, and lasting commits."""
