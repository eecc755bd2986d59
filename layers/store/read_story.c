#include "layers/store/read_story.h"
#include "layers/text.h"
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

/* Distances are those of the scenario's own catchment, today's too, so that both tell the same.
 * With the column of the services, which an older plan does not have. */
static const char STORY_SQL[] =
    "SELECT u.code, u.name, u.kind, u.municipality, u.pop, u.demand_pop, p.scenario, p.role,"
    " p.reason, p.reason_args, f.id, f.name, f.kind, p.stop_dist_m,"
    " (SELECT value FROM indicator i WHERE i.scenario = p.scenario AND i.scope = 'unit'"
    "   AND i.code = u.code AND i.name = 'mean_dist_m' || c.suffix),"
    " (SELECT value FROM indicator i WHERE i.scenario = p.scenario AND i.scope = 'unit'"
    "   AND i.code = u.code AND i.name = 'max_dist_m' || c.suffix),"
    " (SELECT value FROM indicator i WHERE i.scenario = p.scenario AND i.scope = 'unit'"
    "   AND i.code = u.code AND i.name = 'unreached_pop' || c.suffix),"
    " (SELECT value FROM indicator i WHERE i.scenario = 'present' AND i.scope = 'unit'"
    "   AND i.code = u.code AND i.name = 'mean_dist_m' || c.suffix),"
    " p.stability, r.pop, r.person_km, r.unserved_pop,"
    " CASE WHEN l.year IS NOT NULL THEN l.services END,"
    " CASE WHEN l.year IS NOT NULL THEN l.capacity END,"
    " CASE WHEN l.year IS NOT NULL THEN l.staff END, %s, c.catchment"
    " FROM proposal p JOIN unit u ON u.code = p.unit_code"
    " JOIN (SELECT name, catchment, CASE catchment WHEN 'home' THEN '_home' ELSE '' END AS suffix"
    "   FROM scenario) c ON c.name = p.scenario"
    " LEFT JOIN facility f ON f.id = p.facility_id"
    " LEFT JOIN removal r ON r.scenario = p.scenario AND r.facility_id = p.facility_id"
    " LEFT JOIN point_load l ON l.scenario = p.scenario AND l.facility_id = p.facility_id"
    " WHERE ?1 IS NULL OR u.code = ?1 OR u.name = ?1"
    "  OR u.code = (SELECT value FROM meta WHERE name = 'country') || ?1"
    " ORDER BY u.code, CASE p.scenario WHEN 'present' THEN 0 WHEN 'baseline' THEN 1"
    " WHEN 'optimal' THEN 2 ELSE 3 END,"
    " p.scenario, p.facility_id";

static const char SERVICES_SQL[] =
    "(SELECT group_concat(service_id, ', ') FROM (SELECT service_id FROM compliance m"
    " WHERE m.scenario = p.scenario AND m.scope = 'unit' AND m.code = u.code AND m.met = 0"
    " ORDER BY service_id))";

static const char *text_of(sqlite3_stmt *row, int column) {
    return (const char *)sqlite3_column_text(row, column);
}

static double number_of(sqlite3_stmt *row, int column) {
    return sqlite3_column_type(row, column) == SQLITE_NULL ? NAN
                                                           : sqlite3_column_double(row, column);
}

static Story story_of(sqlite3_stmt *row) {
    return (Story){.unit_code = text_of(row, 0),
                   .unit_name = text_of(row, 1),
                   .unit_kind = text_of(row, 2),
                   .municipality = text_of(row, 3),
                   .pop = number_of(row, 4),
                   .demand_pop = number_of(row, 5),
                   .scenario = text_of(row, 6),
                   .role = text_of(row, 7),
                   .reason = text_of(row, 8),
                   .reason_args = text_of(row, 9),
                   .facility_id = text_of(row, 10),
                   .facility_name = text_of(row, 11),
                   .facility_kind = text_of(row, 12),
                   .stop_dist_m = number_of(row, 13),
                   .mean_dist_m = number_of(row, 14),
                   .max_dist_m = number_of(row, 15),
                   .unreached_pop = number_of(row, 16),
                   .present_mean_dist_m = number_of(row, 17),
                   .stability = number_of(row, 18),
                   .removal_pop = number_of(row, 19),
                   .removal_person_km = number_of(row, 20),
                   .removal_unserved_pop = number_of(row, 21),
                   .load_services = number_of(row, 22),
                   .load_capacity = number_of(row, 23),
                   .load_staff = number_of(row, 24),
                   .services_not_met = text_of(row, 25),
                   .catchment = text_of(row, 26)};
}

static Status database_error(Store *store, Error *error) {
    return error_set(error, STATUS_DATABASE, _("the plan cannot be read: %s"),
                     sqlite3_errmsg(store_db(store)));
}

static bool has_services(Store *store) {
    return sqlite3_table_column_metadata(store_db(store), NULL, "compliance", NULL, NULL, NULL,
                                         NULL, NULL, NULL) == SQLITE_OK;
}

Status story_read(Store *store, const char *unit, StoryReader read, void *context, size_t *found,
                  Error *error) {
    sqlite3_stmt *row = NULL;
    Status status = STATUS_OK;
    char sql[sizeof STORY_SQL + sizeof SERVICES_SQL];
    *found = 0;
    snprintf(sql, sizeof sql, STORY_SQL, has_services(store) ? SERVICES_SQL : "NULL");
    if (sqlite3_prepare_v2(store_db(store), sql, -1, &row, NULL) != SQLITE_OK)
        return database_error(store, error);
    sqlite3_bind_text(row, 1, unit, -1, SQLITE_STATIC);
    int step = SQLITE_ROW;
    while (status == STATUS_OK && (step = sqlite3_step(row)) == SQLITE_ROW) {
        Story story = story_of(row);
        ++*found;
        status = read(context, &story, error);
    }
    if (status == STATUS_OK && step != SQLITE_DONE) status = database_error(store, error);
    sqlite3_finalize(row);
    return status;
}

Status story_similar_units(Store *store, const char *text, char *line, size_t size, Error *error) {
    static const char SQL[] = "SELECT name FROM unit WHERE substr(name, 1, ?2) = substr(?1, 1, ?2)"
                              " ORDER BY name LIMIT 5";
    line[0] = '\0';
    for (int letters = 4; letters >= 1 && line[0] == '\0'; letters--) {
        sqlite3_stmt *row = NULL;
        size_t used = 0;
        if (sqlite3_prepare_v2(store_db(store), SQL, -1, &row, NULL) != SQLITE_OK)
            return database_error(store, error);
        sqlite3_bind_text(row, 1, text, -1, SQLITE_STATIC);
        sqlite3_bind_int(row, 2, letters);
        while (sqlite3_step(row) == SQLITE_ROW && used < size) {
            int wrote =
                snprintf(line + used, size - used, "%s%s", used ? ", " : "", text_of(row, 0));
            used += wrote > 0 ? (size_t)wrote : 0;
        }
        sqlite3_finalize(row);
    }
    return STATUS_OK;
}
