#include "planner/demo/output_gtfs.h"
#include "layers/write/folder.h"
#include "layers/write/zip_file.h"
#include "planner/demo/output.h"
#include <stdio.h>
#include <unistd.h>

const char *const DEMO_GTFS_MEMBER[DEMO_GTFS_MEMBERS] = {
    "agency.txt",     "stops.txt",    "routes.txt",        "trips.txt",
    "stop_times.txt", "calendar.txt", "calendar_dates.txt"};
const char *const DEMO_GTFS_FOLDER = "gtfs";

static Status open_member(const DemoOutput *output, const char *member, const char *header,
                          TextFile *file, Error *error) {
    char name[64];
    snprintf(name, sizeof name, "%s/%s", DEMO_GTFS_FOLDER, member);
    return demo_open_table(output, name, header, file, error);
}

static Status write_text(const DemoOutput *output, const char *member, const char *text,
                         Error *error) {
    TextFile file;
    Status status = open_member(output, member, text, &file, error);
    return status == STATUS_OK ? text_file_close(&file, error) : status;
}

static void stop_id(const DemoStop *stop, char id[24]) {
    snprintf(id, 24, "S%05d", (int)stop->number);
}

static Status write_stops(const DemoOutput *output, Error *error) {
    const DemoCountry *country = output->country;
    TextFile file;
    Status status = open_member(output, "stops.txt",
                                "stop_id,stop_name,stop_lat,stop_lon,location_type,"
                                "parent_station,origin\n",
                                &file, error);
    if (status != STATUS_OK) return status;
    for (size_t i = 0; i < country->n_stops; i++) {
        const DemoStop *stop = &country->stops[i];
        char id[24];
        if (stop->removed) continue;
        stop_id(stop, id);
        csv_text(&file, id);
        csv_text(&file, stop->name);
        csv_fixed(&file, output->stop_lonlat[2 * i + 1], 7);
        csv_fixed(&file, output->stop_lonlat[2 * i], 7);
        csv_int(&file, stop->is_station ? 1 : 0);
        if (stop->parent >= 0) stop_id(&country->stops[stop->parent], id);
        csv_text(&file, stop->parent >= 0 ? id : NULL);
        csv_text(&file, "synthetic");
        csv_end(&file);
    }
    return text_file_close(&file, error);
}

static Status write_routes(const DemoOutput *output, Error *error) {
    const DemoCountry *country = output->country;
    TextFile file;
    Status status = open_member(output, "routes.txt",
                                "route_id,agency_id,route_short_name,route_long_name,route_type\n",
                                &file, error);
    if (status != STATUS_OK) return status;
    for (size_t i = 0; i < country->n_routes; i++) {
        const DemoRoute *route = &country->routes[i];
        char id[24], name[128];
        snprintf(id, sizeof id, "R%04zu", i);
        snprintf(name, sizeof name, "%s–%s", country->places[route->from].name,
                 country->places[route->to].name);
        csv_text(&file, id);
        csv_text(&file, "DEMO");
        csv_int(&file, (int64_t)i + 1);
        csv_text(&file, name);
        csv_int(&file, route->type);
        csv_end(&file);
    }
    return text_file_close(&file, error);
}

static void trip_id(size_t route, int direction, int32_t trip, char id[48]) {
    snprintf(id, 48, "R%04zu-%d-%d", route, direction, (int)trip);
}

static Status write_trips(const DemoOutput *output, Error *error) {
    const DemoCountry *country = output->country;
    TextFile file;
    Status status =
        open_member(output, "trips.txt", "route_id,service_id,trip_id,trip_headsign,direction_id\n",
                    &file, error);
    if (status != STATUS_OK) return status;
    for (size_t i = 0; i < country->n_routes; i++) {
        const DemoRoute *route = &country->routes[i];
        for (int32_t trip = 0; trip < 2 * route->n_trips; trip++) {
            int direction = trip % 2;
            char id[48], route_id[24];
            snprintf(route_id, sizeof route_id, "R%04zu", i);
            trip_id(i, direction, trip / 2, id);
            csv_text(&file, route_id);
            csv_text(&file, route->every_day ? "ALL" : "WD");
            csv_text(&file, id);
            csv_text(&file, country->places[direction == 0 ? route->to : route->from].name);
            csv_int(&file, direction);
            csv_end(&file);
        }
    }
    return text_file_close(&file, error);
}

/* Hours may pass 24: the trip began on the day before. */
static void format_time(int32_t time_s, char text[32]) {
    snprintf(text, 32, "%02d:%02d:%02d", (int)(time_s / 3600), (int)(time_s / 60 % 60),
             (int)(time_s % 60));
}

static void write_trip_times(const DemoCountry *country, const DemoRoute *route, const char *id,
                             int direction, int32_t departure_s, TextFile *file) {
    const DemoHalt *halts = &country->halts[route->first_halt];
    int32_t n = (int32_t)route->n_halts, last_s = halts[n - 1].time_s;
    for (int32_t k = 0; k < n; k++) {
        const DemoHalt *halt = direction == 0 ? &halts[k] : &halts[n - 1 - k];
        int32_t after_s = direction == 0 ? halt->time_s : last_s - halt->time_s;
        char time[32], stop[24];
        format_time(departure_s + after_s, time);
        stop_id(&country->stops[halt->stop], stop);
        csv_text(file, id);
        csv_text(file, time);
        csv_text(file, time);
        csv_text(file, stop);
        csv_int(file, k + 1);
        csv_end(file);
    }
}

static Status write_stop_times(const DemoOutput *output, Error *error) {
    const DemoCountry *country = output->country;
    TextFile file;
    Status status =
        open_member(output, "stop_times.txt",
                    "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n", &file, error);
    if (status != STATUS_OK) return status;
    for (size_t i = 0; i < country->n_routes; i++) {
        const DemoRoute *route = &country->routes[i];
        for (int32_t trip = 0; trip < 2 * route->n_trips; trip++) {
            int direction = trip % 2;
            /* the way back starts a quarter of an hour after the way there has ended */
            int32_t back_s = country->halts[route->first_halt + route->n_halts - 1].time_s + 900;
            int32_t start_s = route->first_departure_s + trip / 2 * route->headway_s;
            char id[48];
            trip_id(i, direction, trip / 2, id);
            write_trip_times(country, route, id, direction, start_s + direction * back_s, &file);
        }
    }
    return text_file_close(&file, error);
}

static Status write_fixed_members(const DemoOutput *output, Error *error) {
    Status status = write_text(output, "agency.txt",
                               "agency_id,agency_name,agency_url,agency_timezone,agency_lang\n"
                               "DEMO,Izdomātais pārvadātājs,https://example.org,Europe/Riga,lv\n",
                               error);
    if (status == STATUS_OK)
        status = write_text(output, "calendar.txt",
                            "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,"
                            "start_date,end_date\n"
                            "WD,1,1,1,1,1,0,0,20240101,20241231\n"
                            "ALL,1,1,1,1,1,1,1,20240101,20241231\n",
                            error);
    if (status == STATUS_OK)
        status = write_text(output, "calendar_dates.txt",
                            "service_id,date,exception_type\n"
                            "WD,20240624,2\n"
                            "WD,20241118,2\n"
                            "WD,20241228,1\n",
                            error);
    return status;
}

static Status pack(const DemoOutput *output, Error *error) {
    char dir[FOLDER_PATH_SIZE], member[FOLDER_PATH_SIZE], path[FOLDER_PATH_SIZE];
    Status status = folder_path(output->dir, DEMO_GTFS_FOLDER, dir, error);
    if (status == STATUS_OK) status = folder_path(output->dir, "transit/bus.gtfs.zip", path, error);
    if (status == STATUS_OK) status = folder_make_for(path, error);
    if (status == STATUS_OK)
        status = zip_file_write(path, dir, DEMO_GTFS_MEMBER, DEMO_GTFS_MEMBERS, error);
    for (int i = 0; i < DEMO_GTFS_MEMBERS && status == STATUS_OK; i++) {
        status = folder_path(dir, DEMO_GTFS_MEMBER[i], member, error);
        if (status == STATUS_OK) (void)unlink(member);
    }
    if (status == STATUS_OK) (void)rmdir(dir);
    return status;
}

Status demo_write_timetable(const DemoOutput *output, Error *error) {
    Status status = write_fixed_members(output, error);
    if (status == STATUS_OK) status = write_stops(output, error);
    if (status == STATUS_OK) status = write_routes(output, error);
    if (status == STATUS_OK) status = write_trips(output, error);
    if (status == STATUS_OK) status = write_stop_times(output, error);
    return status == STATUS_OK ? pack(output, error) : status;
}
