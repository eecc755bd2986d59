#!/usr/bin/python3
"""A stand-in for the publishers' sites on 127.0.0.1, for test_latvia_download.sh.

    fake_portal.py make FOLDER      a site with everything as it should be, made of tiny files
    fake_portal.py serve FOLDER PORT_FILE

An address is /SITE/…, SITE being a folder under FOLDER. A CKAN request is answered from
api/ID.json. A file named *.cut-once is sent by half, with the connection dropped, the first time.
"""
import http.server
import io
import json
import os
import sys
import urllib.parse
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "oracle"))

FIELDS = ("L1_code", "L1_name", "L1_type", "L0_code", "L0_name", "NUTS3_code", "NUTS3_name")
# LKS-92 / Latvia TM, as CSP's .prj files have it
PRJ = ('PROJCS["LKS92_Latvia_TM",GEOGCS["GCS_LKS92",DATUM["D_Latvia_1992",'
       'SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],'
       'UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
       'PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",-6000000.0],'
       'PARAMETER["Central_Meridian",24.0],PARAMETER["Scale_Factor",0.9996],'
       'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]')
OSM = """<?xml version='1.0'?><osm version='0.6'>
<node id='1' lat='{0}' lon='{1}' version='1'><tag k='amenity' v='library'/>
<tag k='name' v='Pagasta &quot;jaunā&quot; bibliotēka'/></node>
<node id='2' lat='{2}' lon='{3}' version='1'><tag k='amenity' v='post_office'/></node>
<node id='3' lat='{0}' lon='{1}' version='1'><tag k='amenity' v='townhall'/></node>
<node id='4' lat='{2}' lon='{3}' version='1'><tag k='amenity' v='school'/></node>
<node id='5' lat='{0}' lon='{1}' version='1'><tag k='place' v='village'/>
<tag k='name' v='Ciems'/><tag k='population' v='120'/></node>
<node id='6' lat='{2}' lon='{3}' version='1'><tag k='amenity' v='bench'/></node></osm>
"""


def put(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())


def zipped(members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def package(site, dataset, *names):
    """A CKAN answer whose resources have the addresses of the real portal."""
    resources = [{"name": os.path.basename(n), "format": "ZIP", "created": "2024-01-01T00:00:00",
                  "url": "https://data.gov.lv/dati/files/" + n} for n in names]
    put(f"{site}/api/{dataset}.json", json.dumps({"success": True,
                                                  "result": {"resources": resources}}))


def make(site):
    import tiny_country
    from projection import to_working
    west, south = tiny_country.WEST, tiny_country.SOUTH
    places = to_working([(west + 1000, south + 1000), (west + 5000, south + 1000)],
                        "EPSG:3059", "EPSG:4326")
    (lon1, lat1), (lon2, lat2) = places
    put_units(site, tiny_country)
    grid = "".join(f"1kmX{500 + i}Y{300 + j},{5 + i + j}\n" for i in range(12) for j in range(8))
    put(f"{site}/files/grid_1km_2024.csv", "# Last updated\nID,Total\n" + grid)
    put(f"{site}/files/grid_100m_2024.csv", "ID,Total\n100mX5000Y3000,5\n")
    units = "".join(f"LV000000{i};2023;T;9\nLV000000{i};2024;T;{i * 10}\nLV000000{i};2024;F;{i}\n"
                    for i in range(1, 7))
    put(f"{site}/files/teritorijas_2024.csv", "AREA;TIME;SEX;NUMB\n" + units)
    package(site, "iedzivotaji", "grid_1km_2024.csv", "grid_100m_2024.csv",
            "teritorijas_2024.csv")
    put(f"{site}/files/vpvkac-kontakti_2023.csv",
        "Nr.;Nosaukums;Adrese\n1;Pirmais VPVKAC;Skolas iela 1\n")
    package(site, "vpvkac-kontakti", "vpvkac-kontakti_2023.csv")
    feed = {"stops.txt": f"stop_id,stop_name,stop_lat,stop_lon\n1,A,{lat1},{lon1}\n2,B,{lat2},"
                         f"{lon2}\n", "routes.txt": "route_id,route_type\nr,3\n",
            "trips.txt": "route_id,service_id,trip_id\nr,s,t\n",
            "stop_times.txt": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
                              "t,8:00:00,8:00:00,1,1\nt,8:10:00,8:10:00,2,2\n"}
    put(f"{site}/sites/default/files/GTFS/gtfs-latvia-lv.zip", zipped(feed))
    put(f"{site}/files/marsrutu_saraksti_2025_06.zip", zipped(feed))
    package(site, "marsrutu-saraksti-rigas-satiksme-sabiedriskajam-transportam",
            "marsrutu_saraksti_2025_06.zip")
    put(f"{site}/europe/latvia-latest.osm.pbf", OSM.format(lat1, lon1, lat2, lon2))


def put_units(site, tiny_country):
    stem = f"{site}/files/Territorial_units_LV_1.2m_(2024.01.01.)"
    os.makedirs(f"{site}/files", exist_ok=True)
    tiny_country.write_units(stem, FIELDS, "LV000000{}")
    members = {os.path.basename(stem) + ".prj": PRJ}
    for extension in (".shp", ".shx", ".dbf", ".cpg"):
        with open(stem + extension, "rb") as file:
            members[os.path.basename(stem) + extension] = file.read()
    put(f"{site}/files/territorial_units_lv_1.2m_2024.01.01.zip", zipped(members))
    put(f"{site}/files/territorial_units_lv_1.2m_2021.01.01.zip", b"an older one, not to be taken")
    package(site, "robezas", "territorial_units_lv_1.2m_2021.01.01.zip",
            "territorial_units_lv_1.2m_2024.01.01.zip")


class Handler(http.server.BaseHTTPRequestHandler):
    folder, cut = ".", set()

    def do_GET(self):  # noqa: N802 (the name that http.server calls)
        address = urllib.parse.urlsplit(self.path)
        path = self.folder + urllib.parse.unquote(address.path)
        if path.endswith("/api/3/action/package_show"):
            dataset = urllib.parse.parse_qs(address.query)["id"][0]
            path = path[:-len("3/action/package_show")] + dataset + ".json"
        if os.path.isfile(path):
            self.send(path)
        else:
            self.send_error(404)

    def send(self, path):
        with open(path, "rb") as file:
            data = file.read()
        asked = self.headers.get("Range", "bytes=0-")
        first = int(asked[len("bytes="):].split("-")[0])
        self.send_response(206 if first else 200)
        self.send_header("Content-Length", str(len(data) - first))
        if first:
            self.send_header("Content-Range", f"bytes {first}-{len(data) - 1}/{len(data)}")
        self.end_headers()
        once = os.path.exists(path + ".cut-once") and path not in self.cut
        self.cut.add(path)
        self.wfile.write(data[first:len(data) // 2] if once else data[first:])

    def log_message(self, *args):
        with open(self.folder + "/requests.log", "a", encoding="utf-8") as log:
            log.write(f"{self.path} {self.headers.get('Range', '')}\n")


def serve(folder, port_file):
    Handler.folder = folder
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    put(port_file + ".new", str(server.server_port))
    os.replace(port_file + ".new", port_file)
    server.serve_forever()


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(os.path.abspath(sys.argv[2]))
    else:
        serve(os.path.abspath(sys.argv[2]), os.path.abspath(sys.argv[3]))
