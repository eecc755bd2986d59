"""The finished plan as plain Python values. Only columns of the contract are read (and, of the
demand, source_key, which names the cell a point was made of)."""
import sqlite3
import struct

POINT_AT = 43  # a SpatiaLite POINT blob: 43 bytes of header and box, then x and y


class PlanDb:
    def __init__(self, path):
        self._db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self._db.row_factory = sqlite3.Row

    def rows(self, table, columns, where="1"):
        """Rows of the contract's columns; raises sqlite3.OperationalError where one is missing."""
        return self._db.execute(f'SELECT {columns} FROM "{table}" WHERE {where}').fetchall()

    def pragma(self, name):
        return self._db.execute(f"PRAGMA {name}").fetchone()[0]


def quoted(text):
    """A text as SQL: scenarios may have any name."""
    return "'" + text.replace("'", "''") + "'"


def point(blob):
    """(x, y) of a SpatiaLite point."""
    order = "<" if blob[1] == 1 else ">"
    return struct.unpack(order + "2d", blob[POINT_AT:POINT_AT + 16])


def srid(blob):
    return struct.unpack(("<" if blob[1] == 1 else ">") + "i", blob[2:6])[0]
