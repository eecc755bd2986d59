"""A made-up country of six units for the oracle's own test, with the hard cases in it: a point
exactly 700 m from a stop, twins at one place, a library across the border, a unit without any,
fine cells that sum to more than their coarse cell, a cell outside all units, rows to be refused."""
import hashlib
import os
import struct

WEST, SOUTH, SIDE = 500000, 300000, 4000  # units of 4 km x 4 km, two rows of three

PLAN = """
name: Tiny
crs: EPSG:3059
units:
  source: units.shp
  code: CODE
  name: NAME
  kind: {field: KIND, map: {1: state_city, 7: parish}}
  municipality: {code: MUN, name: MUNNAME}
  region: {code: REG, name: REGNAME}
  population: {source: population.csv, code: code, value: pop}
  centre_level: {source: centres.csv, code: code, level: level}
demand:
  - {source: grid.csv, format: csp-grid, fine: fine.csv}
facilities:
  - {kind: vpvkac, source: vpvkac.csv, id: id, name: name, unit: unit, x: x, y: y}
  - {kind: library, source: libraries.csv, id: id, name: name, unit: unit, x: x, y: y}
stops:
  - {source: gtfs}
  - {source: stops.csv, id: id, name: name, x: x, y: y}
coverage_m: [1000, 3000]
groups:
  - {name: old, source: groups.csv, code: code, value: old}
  - {name: poor, source: groups.csv, code: code, share: poor}
ranking: {name: income, source: groups.csv, code: code, value: income}
"""

FILES = {
    "population.csv": "code,pop\n01,100\nLV02,50\n03,20\n04,10\n05,5\n06,0\n",
    "groups.csv": "code,old,poor,income\n01,40,0.1,900\nLV02,51,0.5,700\n03,20,,800\n"
                  "05,3,1,700\n06,0,0,500\n01,7,0.7,1\n",
    "centres.csv": "code,level\nLV01,national\n",
    "grid.csv": "# a comment\nID,Total\n" + "".join(
        f"1kmX{500 + i}Y{300 + j},{10 + 3 * i + 7 * j}\n" for i in range(12) for j in range(8))
        + "1kmX512Y301,5\n1kmX530Y301,5\nnonsense,3\n",
    "fine.csv": "ID,Total\n100mX5000Y3000,5\n100mX5001Y3000,9\n100mX5010Y3000,4\n"
                "100mX9990Y3000,4\n",
    "vpvkac.csv": "id,name,unit,x,y\nv-1,Viens,LV01,501000,301000\nv-2,Divi,04,501000,306000\n"
                  "v-0,Nulle,LV02,0,0\n",
    "libraries.csv": "id,name,unit,x,y\nlib-1,Pirmā,LV02,505000,301000\n"
                     "lib-near,Tuvā,LV03,509000,301700\nlib-far,Tālā,LV03,511500,303500\n"
                     "twin-b,B,LV05,506000,306000\ntwin-a,A,LV05,506000,306000\n"
                     "lib-abroad,Pārrobežu,LV02,503900,302000\n"
                     "lib-1,Vēlreiz,LV02,505000,301500\n",
    "stops.csv": "id,name,x,y\nexact,Precīza,509000,301000\n",
    "gtfs/stops.txt": "stop_id,stop_name,stop_lat,stop_lon,location_type\n"
                      "edge,Mala,{edge},\nidle,Klusa,{idle},\ntrain,Vilciens,{train},0\n"
                      "hall,Stacija,{train},1\nfar,Tāla,{far},\n",
    "gtfs/routes.txt": "route_id,route_type\nb,3\nr,2\n",
    "gtfs/trips.txt": "route_id,trip_id\nb,t1\nr,t2\n",
    "gtfs/stop_times.txt": "trip_id,stop_id,stop_sequence\nt1,edge,1\nt2,train,1\n",
}
STOPS = {"edge": (509000, 300990), "idle": (505200, 301100), "train": (505050, 301000),
         "far": (560000, 301000)}


def sha256(path):
    if not os.path.isfile(path):
        return ""
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def write(folder):
    """Writes the country; returns the path of its plan file."""
    os.makedirs(os.path.join(folder, "gtfs"))
    places = {name: "{:.17g},{:.17g}".format(*lat_lon(xy)) for name, xy in STOPS.items()}
    for name, text in FILES.items():
        text = text.format(**places) if "stops" in name else text
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    write_units(os.path.join(folder, "units"))
    plan = os.path.join(folder, "plan.yaml")
    with open(plan, "w", encoding="utf-8") as file:
        file.write(PLAN)
    return plan


def lat_lon(xy):
    from projection import to_working
    lon, lat = to_working([xy], "EPSG:3059", "EPSG:4326")[0]
    return lat, lon


FIELDS = ("CODE", "NAME", "KIND", "MUN", "MUNNAME", "REG", "REGNAME")


def write_units(stem, fields=FIELDS, code="LV0{}"):
    """Six square units as a shapefile, with these names of the fields and this form of the code."""
    rows, shapes = [], []
    for number in range(6):
        column, line = number % 3, number // 3
        x, y = WEST + column * SIDE, SOUTH + line * SIDE
        ring = [(x, y), (x, y + SIDE), (x + SIDE, y + SIDE), (x + SIDE, y), (x, y)]
        shapes.append(struct.pack("<i4d2ii", 5, x, y, x + SIDE, y + SIDE, 1, 5, 0)
                      + b"".join(struct.pack("<2d", *p) for p in ring))
        rows.append((code.format(number + 1), f"Vienība {number + 1}", "1" if number == 0 else "7",
                     f"M{column}", f"Novads {column}", "R1" if column < 2 else "R2",
                     "Rietumi" if column < 2 else "Austrumi"))
    write_shapes(stem, shapes)
    write_dbf(stem, fields, rows)


def write_shapes(stem, shapes):
    """The .shp and its index, the .shx; lengths and offsets are counted in 16-bit words."""
    box = struct.pack("<2i8d", 1000, 5, WEST, SOUTH, WEST + 3 * SIDE, SOUTH + 2 * SIDE, 0, 0, 0, 0)
    body, index = b"", b""
    for number, shape in enumerate(shapes):
        index += struct.pack(">2i", (100 + len(body)) // 2, len(shape) // 2)
        body += struct.pack(">2i", number + 1, len(shape) // 2) + shape
    for extension, content in ((".shp", body), (".shx", index)):
        with open(stem + extension, "wb") as file:
            file.write(struct.pack(">7i", 9994, 0, 0, 0, 0, 0, (100 + len(content)) // 2)
                       + box + content)


def write_dbf(stem, names, rows):
    width = 20
    header = 32 + 32 * len(names) + 1
    fields = b"".join(struct.pack("<11sc4xBB14x", n.encode(), b"C", width, 0) for n in names)
    body = b"".join(b" " + b"".join(v.encode().ljust(width) for v in row) for row in rows)
    with open(stem + ".dbf", "wb") as file:
        file.write(struct.pack("<B3xIHH20x", 3, len(rows), header, 1 + width * len(names))
                   + fields + b"\r" + body + b"\x1a")
    with open(stem + ".cpg", "w", encoding="ascii") as file:
        file.write("UTF-8")
