"""CSV tables as the open-data portals publish them, and GTFS feeds (a zip or a folder)."""
import csv
import io
import math
import os
import unicodedata
import zipfile


class Row(dict):
    """A row whose fields are found without regard to the case of their names."""

    def field(self, name):
        if name is None:
            return None
        return self.get(name.lower())


def parse(text):
    """The rows of a CSV text: comment lines at its head, a BOM and any usual separator allowed."""
    lines = text.lstrip("\ufeff").splitlines(keepends=True)
    while lines and (lines[0].startswith("#") or not lines[0].strip()):
        lines.pop(0)
    if not lines:
        return []
    separator = max(",;\t", key=lines[0].count)
    reader = csv.reader(io.StringIO("".join(lines), newline=""), delimiter=separator)
    names = [name.strip().lower() for name in next(reader)]
    return [Row(zip(names, (nfc(value.strip()) for value in row))) for row in reader if row]


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return parse(file.read())


def nfc(text):
    return unicodedata.normalize("NFC", text)


def number(text):
    """A number or NaN; a decimal comma is understood."""
    try:
        return float((text or "").strip().replace(",", "."))
    except ValueError:
        return math.nan


class Feed:
    """The tables of a GTFS feed."""

    def __init__(self, path):
        self._path = path
        self._zip = None if os.path.isdir(path) else zipfile.ZipFile(path)

    def _member(self, name):
        for member in self._zip.namelist():
            if member == name or member.endswith("/" + name):
                return member
        return None

    def table(self, name):
        if self._zip is None:
            return read(os.path.join(self._path, name))
        member = self._member(name)
        if member is None:
            raise ValueError(f"{self._path}: {name} is missing")
        return parse(self._zip.read(member).decode("utf-8"))
