#include "planner/demo/demo.h"
#include "layers/interrupt.h"
#include "layers/text.h"
#include "layers/write/folder.h"
#include "planner/demo/output.h"
#include "planner/demo/output_gtfs.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Files grow in this folder inside the target; what is in it is always ours to remove. */
static const char PARTIAL[] = ".pietura-demo-partial";

/* Everything that a demo consists of; the plan file comes last: it makes the folder a demo. */
static const char *const FILES[] = {
    "territory/units.shp",
    "territory/units.shx",
    "territory/units.dbf",
    "territory/units.prj",
    "territory/units.cpg",
    "territory/development_centres.csv",
    "population/by_unit.csv",
    "population/groups.csv",
    "population/grid_1k.csv",
    "population/grid_100m.csv",
    "settlements/settlements.csv",
    "facilities/vpvkac.csv",
    "facilities/libraries.csv",
    "facilities/extra_points.csv",
    "facilities/post_offices.csv",
    "facilities/townhalls.csv",
    "facilities/institution_offices.csv",
    "facilities/schools.csv",
    "transit/bus.gtfs.zip",
    "transit/extra_stops.csv",
    "roads/roads.shp",
    "roads/roads.shx",
    "roads/roads.dbf",
    "roads/roads.prj",
    "roads/roads.cpg",
    "plan.yaml",
};
static const char *const FOLDERS[] = {"territory", "population", "settlements", "facilities",
                                      "transit",   "roads",      "gtfs"};
enum { N_FILES = sizeof FILES / sizeof *FILES, N_FOLDERS = sizeof FOLDERS / sizeof *FOLDERS };

/* Refuses a folder in which something of somebody else could be lost. */
static Status check_target(const char *dir, Error *error) {
    char plan[FOLDER_PATH_SIZE];
    bool holds = false;
    Status status = folder_holds_anything(dir, PARTIAL, &holds, error);
    if (status != STATUS_OK || !holds) return status;
    status = folder_path(dir, "plan.yaml", plan, error);
    if (status != STATUS_OK || demo_plan_is_untouched(plan)) return status;
    return error_file(error, STATUS_NOT_WRITABLE, dir,
                      access(plan, F_OK) == 0
                          ? _("its plan.yaml is not one that pietura demo wrote, or was changed "
                              "since; name another folder")
                          : _("the folder is not empty; name a new or an empty one"));
}

static void remove_in(const char *dir, const char *folder, const char *name) {
    char path[FOLDER_PATH_SIZE];
    int length = snprintf(path, sizeof path, "%s/%s%s%s", dir, folder, *folder ? "/" : "", name);
    if (length > 0 && (size_t)length < sizeof path) (void)remove(path);
}

/* Removes what may have grown so far, file by file; nothing that is not there is missed. */
static void remove_partial(const char *partial) {
    for (int i = 0; i < N_FILES; i++) remove_in(partial, "", FILES[i]);
    for (int i = 0; i < DEMO_GTFS_MEMBERS; i++)
        remove_in(partial, DEMO_GTFS_FOLDER, DEMO_GTFS_MEMBER[i]);
    for (int i = 0; i < N_FOLDERS; i++) remove_in(partial, "", FOLDERS[i]);
    (void)rmdir(partial);
}

static Status write_all(const DemoCountry *country, const char *partial, Error *error) {
    static Status (*const WRITE[])(const DemoOutput *, Error *) = {
        demo_write_units,      demo_write_roads,     demo_write_tables,
        demo_write_facilities, demo_write_timetable, demo_write_plan,
    };
    DemoOutput output;
    Status status = demo_output_open(&output, country, partial, error);
    for (size_t i = 0; i < sizeof WRITE / sizeof *WRITE && status == STATUS_OK; i++)
        status = interrupted() ? error_status(error, STATUS_INTERRUPTED) : WRITE[i](&output, error);
    demo_output_close(&output);
    return status;
}

static Status move_all(const char *partial, const char *dir, Error *error) {
    char from[FOLDER_PATH_SIZE], to[FOLDER_PATH_SIZE];
    Status status = STATUS_OK;
    for (int i = 0; i < N_FILES && status == STATUS_OK; i++) {
        status = folder_path(partial, FILES[i], from, error);
        if (status == STATUS_OK) status = folder_path(dir, FILES[i], to, error);
        if (status == STATUS_OK) status = folder_make_for(to, error);
        if (status == STATUS_OK && rename(from, to) != 0)
            status = error_file(error, STATUS_NOT_WRITABLE, to, _("cannot be written: %s"),
                                strerror(errno));
    }
    return status;
}

static Status make_and_write(const DemoOptions *options, const char *partial, const char *dir,
                             Error *error) {
    DemoCountry country;
    Status status = demo_country_make(&country, options);
    if (status == STATUS_BAD_ARGUMENT)
        error_set(error, status = STATUS_USAGE,
                  _("a made-up country has 1 to %d units with 1 to %d populated cells each"),
                  DEMO_MAX_UNITS, DEMO_MAX_CELLS_PER_UNIT);
    error_status(error, status);
    if (status == STATUS_OK) status = folder_make(partial, error);
    if (status == STATUS_OK) status = write_all(&country, partial, error);
    if (status == STATUS_OK) status = move_all(partial, dir, error);
    demo_country_free(&country);
    return status;
}

Status demo_write(const char *dir, const DemoOptions *options, Error *error) {
    char partial[FOLDER_PATH_SIZE];
    if (error) *error = (Error){.status = STATUS_OK};
    Status status = check_target(dir, error);
    if (status == STATUS_OK) status = folder_path(dir, PARTIAL, partial, error);
    if (status != STATUS_OK) return status;
    bool is_new = access(dir, F_OK) != 0;
    remove_partial(partial); /* of a run that was killed */
    status = make_and_write(options, partial, dir, error);
    remove_partial(partial);
    if (status != STATUS_OK && is_new) (void)rmdir(dir);
    return status;
}
