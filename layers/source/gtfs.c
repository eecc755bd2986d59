/* Stops of a GTFS feed; see stops.h. Reference: https://gtfs.org/schedule/reference/ */
#include "layers/model/grow.h"
#include "layers/source/bundle.h"
#include "layers/source/csv.h"
#include "layers/source/number.h"
#include "layers/source/stops.h"
#include "layers/source/text_encoding.h"
#include "layers/text.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const MEMBERS[] = {"stops.txt", "routes.txt", "trips.txt", "stop_times.txt"};
enum { N_MEMBERS = sizeof MEMBERS / sizeof *MEMBERS };

/* One member in memory, being read row by row. */
typedef struct Member {
    const char *name;
    FileBytes bytes;
    Csv csv;
    Decoded decoded;
} Member;

/* Rows of a member that name something which does not exist. */
typedef struct Unknown {
    int64_t rows, first_row;
    char id[64];
} Unknown;

typedef struct Gtfs {
    Import *import;
    const StopSpec *spec;
    Bundle *bundle;
    int32_t source;
    PointRows rows;
    Stop *stop;      /* one of each of rows */
    unsigned *kinds; /* of each stop: bit k is set where a route of kind k stops there */
    const char **id; /* of each stop, without prefix */
    size_t capacity[3];
    TextMap stop_number; /* by id -> number in `stop` */
    TextMap skipped;     /* ids of stops.txt that are no boarding places, or were refused */
} Gtfs;

static Status fail(const Gtfs *gtfs, Status status, const char *member, const char *message) {
    Error *error = gtfs->import->error;
    error_file(error, status, gtfs->spec->source.uri, "%s", message);
    if (error) snprintf(error->layer, sizeof error->layer, "%s", member);
    return status;
}

static Status member_open(const Gtfs *gtfs, const char *name, Member *member) {
    memset(member, 0, sizeof *member);
    member->name = name;
    const char *uri = gtfs->spec->source.uri;
    Error *error = gtfs->import->error;
    Status status = bundle_read(gtfs->bundle, name, &member->bytes, error);
    if (status == STATUS_OK)
        status =
            text_decode(&member->bytes, gtfs->spec->source.encoding, uri, &member->decoded, error);
    if (status != STATUS_OK) return status;
    status = csv_open(&member->csv, member->bytes.data, member->bytes.n);
    if (status == STATUS_UNREADABLE)
        return fail(gtfs, status, name, _("has no readable header; fetch the feed again"));
    return error_status(error, status);
}

static void member_close(Member *member) {
    csv_close(&member->csv);
    file_bytes_free(&member->bytes);
}

static Status member_column(const Gtfs *gtfs, const Member *member, const char *name, int *column) {
    char message[160];
    *column = csv_column(&member->csv, name);
    if (*column >= 0) return STATUS_OK;
    snprintf(message, sizeof message, _("has no field %s, which a GTFS needs"), name);
    return fail(gtfs, STATUS_MISSING, member->name, message);
}

static const char *text_of(const Member *member, int column) {
    if (column < 0) return "";
    const char *text = member->csv.field[column];
    while (*text == ' ') text++;
    return text;
}

/* stops.txt */

typedef struct StopColumns {
    int id, name, lat, lon, location_type, origin; /* origin is no field of the standard */
} StopColumns;

static Status find_stop_columns(const Gtfs *gtfs, const Member *member, StopColumns *column) {
    column->name = csv_column(&member->csv, "stop_name");
    column->location_type = csv_column(&member->csv, "location_type");
    column->origin = csv_column(&member->csv, gtfs->spec->origin ? gtfs->spec->origin : "origin");
    Status status = member_column(gtfs, member, "stop_id", &column->id);
    if (status == STATUS_OK) status = member_column(gtfs, member, "stop_lat", &column->lat);
    if (status == STATUS_OK) status = member_column(gtfs, member, "stop_lon", &column->lon);
    return status;
}

static Status note(const Gtfs *gtfs, int64_t row, RowReason reason, const char *detail) {
    return import_note(gtfs->import, gtfs->source, row, reason, detail);
}

/* Tells why the row cannot be a stop, and remembers its id for the stop times that name it. */
static Status skip_stop(Gtfs *gtfs, int64_t row, const char *id, RowReason reason,
                        const char *detail) {
    bool added;
    Status status = text_map_add(&gtfs->skipped, id, 0, &added);
    if (status != STATUS_OK) return error_status(gtfs->import->error, status);
    return note(gtfs, row, reason, detail);
}

/* id is the one of the timetable, without the plan's prefix. */
static Status add_stop(Gtfs *gtfs, const PointRow *point, const char *id, Stop stop, double lon,
                       double lat) {
    Import *import = gtfs->import;
    size_t n = gtfs->rows.n;
    bool added;
    if (!grow((void **)&gtfs->stop, n, &gtfs->capacity[0], sizeof *gtfs->stop) ||
        !grow((void **)&gtfs->kinds, n, &gtfs->capacity[1], sizeof *gtfs->kinds) ||
        !grow((void **)&gtfs->id, n, &gtfs->capacity[2], sizeof *gtfs->id))
        return out_of_memory(import->error);
    stop.id = point->id;
    stop.source = gtfs->source;
    gtfs->stop[n] = stop;
    gtfs->kinds[n] = 0;
    gtfs->id[n] = id;
    Status status = text_map_add(&gtfs->stop_number, id, (int32_t)n, &added);
    if (status != STATUS_OK) return error_status(import->error, status);
    return point_rows_add(import, &gtfs->rows, point, lon, lat);
}

static Status read_stop(Gtfs *gtfs, const Member *member, const StopColumns *column) {
    Import *import = gtfs->import;
    PointRow point = {.row = member->csv.row};
    const char *id = NULL;
    Stop stop = {.name = NULL};
    double lon = 0.0, lat = 0.0;
    Status status = import_text(import, text_of(member, column->id), &id);
    if (status == STATUS_OK)
        status = import_text(import, text_of(member, column->name), &stop.name);
    if (status == STATUS_OK)
        status = import_text(import, text_of(member, column->origin), &stop.origin);
    if (status != STATUS_OK) return status;
    if (!stop.name) stop.name = "";
    if (!id) return note(gtfs, point.row, ROW_NO_ID, NULL);
    const char *type = text_of(member, column->location_type);
    if (*type && strcmp(type, "0") != 0)
        return skip_stop(gtfs, point.row, id, ROW_NOT_BOARDING, id);
    const char *lon_text = text_of(member, column->lon), *lat_text = text_of(member, column->lat);
    if (!*lon_text || !*lat_text) return skip_stop(gtfs, point.row, id, ROW_NO_GEOMETRY, id);
    if (!parse_number(lon_text, member->csv.decimal_comma, &lon))
        return skip_stop(gtfs, point.row, id, ROW_BAD_NUMBER, lon_text);
    if (!parse_number(lat_text, member->csv.decimal_comma, &lat))
        return skip_stop(gtfs, point.row, id, ROW_BAD_NUMBER, lat_text);
    status = import_id(import, gtfs->spec->id_prefix, id, &point.id);
    return status == STATUS_OK ? add_stop(gtfs, &point, id, stop, lon, lat) : status;
}

static bool row_is_text(const Member *member) {
    for (size_t i = 0; i < member->csv.n_columns; i++)
        if (!text_is_utf8(member->csv.field[i], strlen(member->csv.field[i]))) return false;
    return true;
}

static Status read_stop_rows(Gtfs *gtfs, Member *member) {
    StopColumns column;
    CsvRow kind;
    Status status = find_stop_columns(gtfs, member, &column);
    while (status == STATUS_OK && (kind = csv_next(&member->csv)) != CSV_END) {
        status = import_count_row(gtfs->import, gtfs->source, member->csv.at_ - member->bytes.data,
                                  (int64_t)member->bytes.n);
        if (status != STATUS_OK) break;
        if (kind == CSV_BROKEN)
            status = note(gtfs, member->csv.row, ROW_BAD_FIELDS, NULL);
        else if (!member->decoded.clean && !row_is_text(member))
            status = note(gtfs, member->csv.row, ROW_BAD_TEXT, NULL);
        else
            status = read_stop(gtfs, member, &column);
    }
    return status;
}

static Status read_stops(Gtfs *gtfs) {
    Member member;
    Status status = member_open(gtfs, "stops.txt", &member);
    if (status == STATUS_OK)
        status = import_keep(gtfs->import, member.decoded.encoding,
                             &import_source(gtfs->import, gtfs->source)->encoding);
    if (status == STATUS_OK && member.decoded.guessed)
        status = note(gtfs, 0, ROW_NOTE_ENCODING, member.decoded.encoding);
    if (status == STATUS_OK) status = read_stop_rows(gtfs, &member);
    member_close(&member);
    return status;
}

/* routes.txt, trips.txt, stop_times.txt */

/*
 * The kind of a route type, basic or extended. Cable cars, funiculars, monorails, taxis and
 * aircraft are none of the kinds that count; they go with rail.
 */
static StopKind kind_of_route_type(int64_t type) {
    if (type == 3 || (type >= 200 && type <= 299) || (type >= 700 && type <= 799)) return STOP_BUS;
    if (type == 11 || (type >= 800 && type <= 899)) return STOP_TROLLEYBUS;
    if (type == 0 || (type >= 900 && type <= 999)) return STOP_TRAM;
    if (type == 4 || (type >= 1000 && type <= 1099) || (type >= 1200 && type <= 1299))
        return STOP_FERRY;
    return STOP_RAIL;
}

static void count_unknown(Unknown *unknown, int64_t row, const char *id) {
    if (unknown->rows++ > 0) return;
    unknown->first_row = row;
    snprintf(unknown->id, sizeof unknown->id, "%s", id);
}

static Status tell_unknown(const Gtfs *gtfs, const char *member, const char *field,
                           const Unknown *unknown) {
    char detail[160];
    if (unknown->rows == 0) return STATUS_OK;
    snprintf(detail, sizeof detail, "%s: %s=%s (%lld)", member, field, unknown->id,
             (long long)unknown->rows);
    return note(gtfs, unknown->first_row, ROW_NOTE_UNKNOWN_REFERENCE, detail);
}

static Status read_routes(const Gtfs *gtfs, Member *member, TextMap *kind_of_route) {
    int id, type;
    CsvRow kind;
    Unknown bad = {0, 0, ""};
    Status status = member_column(gtfs, member, "route_id", &id);
    if (status == STATUS_OK) status = member_column(gtfs, member, "route_type", &type);
    while (status == STATUS_OK && (kind = csv_next(&member->csv)) != CSV_END) {
        int64_t number = 0;
        bool added;
        if (kind == CSV_BROKEN || !parse_count(text_of(member, type), &number)) {
            count_unknown(&bad, member->csv.row, kind == CSV_ROW ? text_of(member, type) : "");
            continue;
        }
        status = text_map_add(kind_of_route, text_of(member, id),
                              (int32_t)kind_of_route_type(number), &added);
        error_status(gtfs->import->error, status);
    }
    return status == STATUS_OK ? tell_unknown(gtfs, member->name, "route_type", &bad) : status;
}

static Status read_trips(const Gtfs *gtfs, Member *member, const TextMap *kind_of_route,
                         TextMap *kind_of_trip) {
    int id, route;
    CsvRow kind;
    Unknown unknown = {0, 0, ""};
    Status status = member_column(gtfs, member, "trip_id", &id);
    if (status == STATUS_OK) status = member_column(gtfs, member, "route_id", &route);
    while (status == STATUS_OK && (kind = csv_next(&member->csv)) != CSV_END) {
        bool added;
        int32_t stop_kind =
            kind == CSV_ROW ? text_map_find(kind_of_route, text_of(member, route)) : -1;
        if (stop_kind < 0) {
            count_unknown(&unknown, member->csv.row, kind == CSV_ROW ? text_of(member, route) : "");
            continue;
        }
        status = text_map_add(kind_of_trip, text_of(member, id), stop_kind, &added);
        error_status(gtfs->import->error, status);
    }
    return status == STATUS_OK ? tell_unknown(gtfs, member->name, "route_id", &unknown) : status;
}

enum { ROWS_PER_LOOK = 1 << 16 };

static Status look_up(const Gtfs *gtfs, const Member *member) {
    const Import *import = gtfs->import;
    if (member->csv.row % ROWS_PER_LOOK != 0) return STATUS_OK;
    return import_look(import, gtfs->source, member->csv.at_ - member->bytes.data,
                       (int64_t)member->bytes.n);
}

/* Marks at each stop the kinds of the trips that stop there. Rows of one trip follow each other. */
static Status read_stop_times(Gtfs *gtfs, Member *member, const TextMap *kind_of_trip) {
    int trip, stop;
    CsvRow row;
    Unknown no_trip = {0, 0, ""}, no_stop = {0, 0, ""};
    const char *last_trip = "";
    int32_t kind = -1;
    Status status = member_column(gtfs, member, "trip_id", &trip);
    if (status == STATUS_OK) status = member_column(gtfs, member, "stop_id", &stop);
    while (status == STATUS_OK && (row = csv_next(&member->csv)) != CSV_END) {
        status = look_up(gtfs, member);
        if (row == CSV_BROKEN) {
            count_unknown(&no_trip, member->csv.row, "");
            continue;
        }
        const char *trip_id = text_of(member, trip), *stop_id = text_of(member, stop);
        if (strcmp(trip_id, last_trip) != 0) kind = text_map_find(kind_of_trip, trip_id);
        last_trip = trip_id;
        int32_t number = text_map_find(&gtfs->stop_number, stop_id);
        if (kind < 0) count_unknown(&no_trip, member->csv.row, trip_id);
        if (number < 0 && text_map_find(&gtfs->skipped, stop_id) < 0)
            count_unknown(&no_stop, member->csv.row, stop_id);
        if (kind >= 0 && number >= 0) gtfs->kinds[number] |= 1u << kind;
    }
    if (status == STATUS_OK) status = tell_unknown(gtfs, member->name, "trip_id", &no_trip);
    return status == STATUS_OK ? tell_unknown(gtfs, member->name, "stop_id", &no_stop) : status;
}

static Status read_timetable(Gtfs *gtfs) {
    TextMap kind_of_route = {0}, kind_of_trip = {0};
    Member routes = {0}, trips = {0}, stop_times = {0};
    Status status = member_open(gtfs, "routes.txt", &routes);
    if (status == STATUS_OK) status = read_routes(gtfs, &routes, &kind_of_route);
    if (status == STATUS_OK) status = member_open(gtfs, "trips.txt", &trips);
    if (status == STATUS_OK) status = read_trips(gtfs, &trips, &kind_of_route, &kind_of_trip);
    if (status == STATUS_OK) status = member_open(gtfs, "stop_times.txt", &stop_times);
    if (status == STATUS_OK) status = read_stop_times(gtfs, &stop_times, &kind_of_trip);
    text_map_free(&kind_of_route);
    text_map_free(&kind_of_trip);
    member_close(&routes); /* the maps' keys lie in the members */
    member_close(&trips);
    member_close(&stop_times);
    return status;
}

/* The members without which no stop can be known to be served, as a list; "" where all are. */
static void missing_members(const Gtfs *gtfs, char *list, size_t size) {
    size_t used = 0;
    list[0] = '\0';
    for (int i = 1; i < N_MEMBERS; i++) {
        if (bundle_has(gtfs->bundle, MEMBERS[i])) continue;
        int wrote = snprintf(list + used, size - used, "%s%s", used ? ", " : "", MEMBERS[i]);
        used += (size_t)wrote;
    }
}

static void judge_stops(Gtfs *gtfs, bool has_timetable) {
    bool served_only = gtfs->import->spec->stops_served_only;
    for (size_t i = 0; i < gtfs->rows.n; i++) {
        Stop *stop = &gtfs->stop[i];
        stop->kind = STOP_BUS;
        for (int k = STOP_KINDS - 1; k >= 0; k--)
            if (gtfs->kinds[i] & 1u << k) stop->kind = (StopKind)k;
        stop->served = !has_timetable || gtfs->kinds[i] != 0;
        stop->counts = stop_kind_counts(stop->kind) && (stop->served || !served_only);
    }
}

static Status read_kinds(Gtfs *gtfs) {
    char list[64], message[256];
    missing_members(gtfs, list, sizeof list);
    Status status = STATUS_OK;
    if (!list[0]) {
        status = read_timetable(gtfs);
    } else if (gtfs->import->spec->stops_served_only) {
        snprintf(message, sizeof message,
                 _("is missing from the feed, so it is not known which stops are served; fetch "
                   "the whole feed, or let all stops count"));
        return fail(gtfs, STATUS_MISSING, list, message);
    } else {
        status = note(gtfs, 0, ROW_NOTE_NO_TIMETABLE, list);
    }
    judge_stops(gtfs, !list[0]);
    return status;
}

static Status place_stops(Gtfs *gtfs) {
    Import *import = gtfs->import;
    const char *crs = gtfs->spec->source.crs ? gtfs->spec->source.crs : "EPSG:4326";
    OGRSpatialReferenceH handle = NULL;
    Status status = crs_open(crs, gtfs->spec->source.uri, &handle, import->error);
    if (status == STATUS_OK)
        status = import_keep(import, crs, &import_source(import, gtfs->source)->crs);
    if (status == STATUS_OK) status = point_rows_place(import, &gtfs->rows, handle);
    if (status == STATUS_OK) status = point_rows_unique(import, &gtfs->rows, &import->stop_ids);
    if (status == STATUS_OK) status = point_rows_settle(import, &gtfs->rows, OUTSIDE_NEAREST);
    if (status == STATUS_OK) status = import_end(import, gtfs->source);
    if (handle) OSRRelease(handle);
    return status == STATUS_OK ? stops_keep(import, &gtfs->rows, gtfs->stop) : status;
}

static Status read_feed(Gtfs *gtfs) {
    Import *import = gtfs->import;
    const SourceRef *ref = &gtfs->spec->source;
    Status status = import_begin(import, "stops", ref, &gtfs->source);
    if (status != STATUS_OK) return status;
    gtfs->rows.source = gtfs->source;
    import_source(import, gtfs->source)->driver = "GTFS";
    import_source(import, gtfs->source)->layer = MEMBERS[0];
    status = bundle_open(ref->path, ref->uri, &gtfs->bundle, import->error);
    if (status == STATUS_OK)
        status = bundle_hash(gtfs->bundle, MEMBERS, N_MEMBERS,
                             import_source(import, gtfs->source)->sha256, import->error);
    if (status == STATUS_OK) status = read_stops(gtfs);
    if (status == STATUS_OK) status = read_kinds(gtfs);
    return status == STATUS_OK ? place_stops(gtfs) : status;
}

Status gtfs_read_stops(Import *import, const StopSpec *spec) {
    Gtfs gtfs = {.import = import, .spec = spec};
    Status status = read_feed(&gtfs);
    bundle_close(gtfs.bundle);
    text_map_free(&gtfs.stop_number);
    text_map_free(&gtfs.skipped);
    point_rows_free(&gtfs.rows);
    free(gtfs.stop);
    free(gtfs.kinds);
    free(gtfs.id);
    return status;
}
