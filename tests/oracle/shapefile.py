"""A small reader of polygon shapefiles, written from the ESRI whitepaper (July 1998).

The program reads shapefiles through GDAL. The oracle reads the bytes itself, so that a mistake in
how GDAL is used (a lost ring, a wrong encoding, swapped axes) cannot hide in both.
"""
import os
import struct

POLYGON_TYPES = {5, 15, 25}  # plain, with z, with m: the x and y stand at the same place in all
LANGUAGE_DRIVERS = {0xC8: "cp1250", 0xC9: "cp1251", 0xCC: "cp1257", 0x57: "cp1252", 0x03: "cp1252"}


def read_polygons(path):
    """[(rings, attributes)] of a shapefile; a ring is a list of (x, y), closed."""
    with open(path, "rb") as file:
        shapes = _shapes(file.read())
    stem = os.path.splitext(path)[0]
    with open(_beside(stem, "dbf"), "rb") as file:
        rows = _rows(file.read(), stem)
    if len(shapes) != len(rows):
        raise ValueError(f"{path}: {len(shapes)} shapes, {len(rows)} rows of attributes")
    return [(rings, row) for rings, row in zip(shapes, rows) if row is not None]


def _beside(stem, extension):
    for name in (extension, extension.upper()):
        if os.path.exists(f"{stem}.{name}"):
            return f"{stem}.{name}"
    return f"{stem}.{extension}"


def _shapes(data):
    shapes, at = [], 100  # the file's header has 100 bytes
    while at + 8 <= len(data):
        length = struct.unpack(">i", data[at + 4:at + 8])[0] * 2  # counted in 16-bit words
        shapes.append(_rings(data[at + 8:at + 8 + length]))
        at += 8 + length
    return shapes


def _rings(record):
    kind = struct.unpack("<i", record[:4])[0]
    if kind == 0:
        return []
    if kind not in POLYGON_TYPES:
        raise ValueError(f"shape type {kind} is not a polygon")
    parts, points = struct.unpack("<2i", record[36:44])
    starts = list(struct.unpack(f"<{parts}i", record[44:44 + 4 * parts])) + [points]
    at = 44 + 4 * parts
    flat = struct.unpack(f"<{2 * points}d", record[at:at + 16 * points])
    xy = list(zip(flat[0::2], flat[1::2]))
    return [xy[first:last] for first, last in zip(starts, starts[1:])]


def _encoding(stem, header):
    cpg = _beside(stem, "cpg")
    if os.path.exists(cpg):
        with open(cpg, encoding="ascii") as file:
            return file.read().strip() or "utf-8"
    return LANGUAGE_DRIVERS.get(header[29], "utf-8")


def _fields(data):
    """[(name, start, length)] within a row; the first byte of a row is its deletion mark."""
    fields, at, start = [], 32, 1
    while data[at] != 0x0D:
        name = data[at:at + 11].split(b"\0")[0].decode("ascii", "replace")
        length = data[at + 16]
        fields.append((name, start, length))
        at, start = at + 32, start + length
    return fields


def _rows(data, stem):
    count, header, width = struct.unpack("<IHH", data[4:12])
    encoding, fields = _encoding(stem, data), _fields(data)
    rows = []
    for number in range(count):
        row = data[header + number * width:header + (number + 1) * width]
        deleted = row[:1] == b"*"
        rows.append(None if deleted else {
            name: row[start:start + length].decode(encoding).strip(" \0")
            for name, start, length in fields})
    return rows
