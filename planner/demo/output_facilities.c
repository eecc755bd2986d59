#include "planner/demo/output.h"
#include "planner/demo/random.h"
#include <stdio.h>

static const char *const ORIGIN = "synthetic";

/* id, name, …: the part that all tables of facilities share */
static void start_row(TextFile *file, const char *prefix, const DemoFacility *facility) {
    char id[48];
    snprintf(id, sizeof id, "%s-%03d", prefix, (int)facility->number);
    csv_text(file, id);
    csv_text(file, facility->name);
}

static void end_row(const DemoOutput *output, TextFile *file, size_t i) {
    const DemoFacility *facility = &output->country->facilities[i];
    csv_text(file, output->country->units[facility->unit].code);
    csv_fixed(file, output->facility_lonlat[2 * i], 7);
    csv_fixed(file, output->facility_lonlat[2 * i + 1], 7);
    csv_text(file, facility->hours);
    csv_text(file, ORIGIN);
    csv_end(file);
}

static Status write_kind(const DemoOutput *output, const char *name, const char *prefix,
                         DemoFacilityKind kind, Error *error) {
    const DemoCountry *country = output->country;
    TextFile file;
    const char *header = kind == DEMO_OFFICE
                             ? "id,name,institution,unit_code,lon,lat,opening_hours,origin\n"
                             : "id,name,unit_code,lon,lat,opening_hours,origin\n";
    Status status = demo_open_table(output, name, header, &file, error);
    if (status != STATUS_OK) return status;
    for (size_t i = 0; i < country->n_facilities; i++) {
        if (country->facilities[i].kind != kind) continue;
        start_row(&file, prefix, &country->facilities[i]);
        if (kind == DEMO_OFFICE) csv_text(&file, DEMO_INSTITUTION[country->facilities[i].detail]);
        end_row(output, &file, i);
    }
    return text_file_close(&file, error);
}

/* Plain numbers as ids: other sources have them too, so a plan needs a prefix for them. */
static void write_school(const DemoOutput *output, TextFile *file, size_t i) {
    static const char *const STREET[] = {"Saules", "Skolas", "Liepu", "Jaunā", "Upes", "Meža"};
    const DemoCountry *country = output->country;
    const DemoFacility *school = &country->facilities[i];
    const DemoUnit *unit = &country->units[school->unit];
    uint64_t h = hash2(country->options.seed, (int64_t)i, STAGE_FILES);
    char address[192];
    snprintf(address, sizeof address, "%s iela %d, %s, LV-%04d", STREET[h % 6],
             1 + (int)(h / 6 % 80), country->places[unit->first_place].name,
             9000 + (int)(school->unit % 1000));
    csv_int(file, school->number);
    csv_text(file, school->name);
    csv_text(file, h / 480 % 5 == 0 ? "Mazākumtautību" : "Latviešu");
    csv_int(file, school->detail);
    csv_text(file, address);
    csv_fixed(file, output->facility_lonlat[2 * i], 7);
    csv_fixed(file, output->facility_lonlat[2 * i + 1], 7);
    csv_text(file, unit->code);
    csv_text(file, unit->name);
    csv_end(file);
}

static Status write_schools(const DemoOutput *output, Error *error) {
    const DemoCountry *country = output->country;
    TextFile file;
    Status status =
        demo_open_table(output, "facilities/schools.csv",
                        "id,name,language,pupils,address,lon,lat,L1_code,L1_name\n", &file, error);
    if (status != STATUS_OK) return status;
    for (size_t i = 0; i < country->n_facilities; i++)
        if (country->facilities[i].kind == DEMO_SCHOOL) write_school(output, &file, i);
    return text_file_close(&file, error);
}

static void write_site(const DemoOutput *output, TextFile *file, const DemoSite *site,
                       const char *id, const char *name) {
    if (site->unit < 0) return;
    csv_text(file, id);
    csv_text(file, name);
    csv_text(file, output->country->units[site->unit].code);
    csv_fixed(file, site->x_m, 2);
    csv_fixed(file, site->y_m, 2);
    csv_text(file, "Tu-Fr 10:00-18:00; Sa 10:00-15:00");
    csv_text(file, ORIGIN);
    csv_end(file);
}

static void write_site_stop(TextFile *file, const DemoSite *site, const char *id,
                            const char *name) {
    if (site->unit < 0) return;
    csv_text(file, id);
    csv_text(file, name);
    csv_fixed(file, site->stop_x_m, 2);
    csv_fixed(file, site->stop_y_m, 2);
    csv_text(file, "bus");
    csv_end(file);
}

/* The libraries at 700 m and a little more from their stop, in the plan's own CRS. */
static Status write_sites(const DemoOutput *output, Error *error) {
    const DemoCases *cases = &output->country->cases;
    TextFile file;
    Status status = demo_open_table(output, "facilities/extra_points.csv",
                                    "id,name,unit_code,x,y,opening_hours,origin\n", &file, error);
    if (status != STATUS_OK) return status;
    write_site(output, &file, &cases->site_700, "library-700m", "Septiņsimt metru bibliotēka");
    write_site(output, &file, &cases->site_701, "library-701m", "Vēl viena metra bibliotēka");
    status = text_file_close(&file, error);
    if (status != STATUS_OK) return status;
    status = demo_open_table(output, "transit/extra_stops.csv", "id,name,x,y,kind\n", &file, error);
    if (status != STATUS_OK) return status;
    write_site_stop(&file, &cases->site_700, "stop-700m", "Pie septiņsimt metriem");
    write_site_stop(&file, &cases->site_701, "stop-701m", "Metru tālāk");
    return text_file_close(&file, error);
}

Status demo_write_facilities(const DemoOutput *output, Error *error) {
    static const struct {
        const char *name, *prefix;
        DemoFacilityKind kind;
    } TABLE[] = {
        {"facilities/vpvkac.csv", "vpvkac", DEMO_VPVKAC},
        {"facilities/libraries.csv", "library", DEMO_LIBRARY},
        {"facilities/post_offices.csv", "post_office", DEMO_POST_OFFICE},
        {"facilities/townhalls.csv", "townhall", DEMO_TOWNHALL},
        {"facilities/institution_offices.csv", "office", DEMO_OFFICE},
    };
    Status status = STATUS_OK;
    for (size_t i = 0; i < sizeof TABLE / sizeof *TABLE && status == STATUS_OK; i++)
        status = write_kind(output, TABLE[i].name, TABLE[i].prefix, TABLE[i].kind, error);
    if (status == STATUS_OK) status = write_schools(output, error);
    if (status == STATUS_OK) status = write_sites(output, error);
    return status;
}
