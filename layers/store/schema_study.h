/*
 * schema_study.h - the tables of layers/model/study.h as SQL text: part of SCHEMA_RESULTS and
 * SCHEMA_NETWORKS. Private
 * to layers/store.
 *
 * A key holds no NULL, so a figure without a threshold has 0 there. What belongs to a scenario
 * refers to it; services, passports and targets are replaced as a whole, so nothing refers to them.
 */
#ifndef LAYERS_STORE_SCHEMA_STUDY_H
#define LAYERS_STORE_SCHEMA_STUDY_H

/* Of one scenario. */
#define STUDY_COST_AREA                                                                            \
    "cost_area(scenario TEXT NOT NULL REFERENCES scenario(name), year INTEGER NOT NULL,"           \
    " scope TEXT NOT NULL CHECK(scope IN ('unit', 'municipality', 'region', 'country')),"          \
    " code TEXT NOT NULL, position TEXT NOT NULL, eur REAL NOT NULL,"                              \
    " PRIMARY KEY(scenario, year, scope, code, position)) WITHOUT ROWID;"
#define STUDY_OPENING_HOUR                                                                         \
    "opening_hour(scenario TEXT NOT NULL REFERENCES scenario(name),"                               \
    " weekday INTEGER NOT NULL CHECK(weekday BETWEEN 0 AND 6),"                                    \
    " hour INTEGER NOT NULL CHECK(hour BETWEEN 0 AND 23),"                                         \
    " at_start INTEGER NOT NULL CHECK(at_start >= 0), whole INTEGER NOT NULL CHECK(whole >= 0),"   \
    " any_minute INTEGER NOT NULL CHECK(any_minute >= 0),"                                         \
    " share REAL CHECK(share BETWEEN 0 AND 1), PRIMARY KEY(scenario, weekday, hour)"               \
    ") WITHOUT ROWID;"
#define STUDY_COMPLIANCE                                                                           \
    "compliance(scenario TEXT NOT NULL REFERENCES scenario(name), service_id TEXT NOT NULL,"       \
    " scope TEXT NOT NULL CHECK(scope IN ('unit', 'municipality', 'region', 'country')),"          \
    " code TEXT NOT NULL, pop REAL CHECK(pop >= 0), within_pop REAL CHECK(within_pop >= 0),"       \
    " share REAL CHECK(share BETWEEN 0 AND 1), gap_pop REAL CHECK(gap_pop >= 0),"                  \
    " points INTEGER NOT NULL CHECK(points >= 0), met INTEGER NOT NULL CHECK(met IN (0, 1)),"      \
    " PRIMARY KEY(scenario, service_id, scope, code)) WITHOUT ROWID;"
#define STUDY_CLOSING                                                                              \
    "closing(scenario TEXT NOT NULL REFERENCES scenario(name), network TEXT NOT NULL,"             \
    " facility_id TEXT NOT NULL REFERENCES facility(id), pop REAL CHECK(pop >= 0),"                \
    " unserved_pop REAL CHECK(unserved_pop >= 0), person_km REAL, mean_m REAL, most_m REAL,"       \
    " rank INTEGER NOT NULL CHECK(rank >= 1), PRIMARY KEY(scenario, network, facility_id)"         \
    ") WITHOUT ROWID;"
#define STUDY_CLOSING_RECEIVER                                                                     \
    "closing_receiver(scenario TEXT NOT NULL REFERENCES scenario(name), network TEXT NOT NULL,"    \
    " facility_id TEXT NOT NULL REFERENCES facility(id),"                                          \
    " receiver_id TEXT NOT NULL REFERENCES facility(id), pop REAL CHECK(pop >= 0),"                \
    " person_km REAL, PRIMARY KEY(scenario, network, facility_id, receiver_id)) WITHOUT ROWID;"
#define STUDY_NEAR_DUPLICATE                                                                       \
    "near_duplicate(scenario TEXT NOT NULL REFERENCES scenario(name), network TEXT NOT NULL,"      \
    " small_id TEXT NOT NULL REFERENCES facility(id),"                                             \
    " large_id TEXT NOT NULL REFERENCES facility(id), dist_m REAL NOT NULL CHECK(dist_m >= 0),"    \
    " small_pop REAL CHECK(small_pop >= 0), large_pop REAL CHECK(large_pop >= 0),"                 \
    " PRIMARY KEY(scenario, network, small_id, large_id)) WITHOUT ROWID;"
#define STUDY_TARGET_REACH                                                                         \
    "target_reach(scenario TEXT NOT NULL REFERENCES scenario(name), name TEXT NOT NULL,"           \
    " threshold REAL NOT NULL, due_year INTEGER NOT NULL, target REAL NOT NULL,"                   \
    " reached_year INTEGER, lasting_year INTEGER,"                                                 \
    " in_time INTEGER NOT NULL CHECK(in_time IN (0, 1)),"                                          \
    " PRIMARY KEY(scenario, name, threshold, due_year, target)) WITHOUT ROWID;"
#define STUDY_SENSITIVITY                                                                          \
    "sensitivity(scenario TEXT NOT NULL REFERENCES scenario(name), figure TEXT NOT NULL,"          \
    " assumption TEXT NOT NULL, share REAL NOT NULL CHECK(share >= 0), base REAL, low REAL,"       \
    " high REAL, ranking_changes INTEGER NOT NULL CHECK(ranking_changes IN (0, 1)),"               \
    " PRIMARY KEY(scenario, figure, assumption)) WITHOUT ROWID;"
/* Of the plan. */
#define STUDY_SERVICE                                                                              \
    "service(id TEXT PRIMARY KEY, name TEXT NOT NULL, institution TEXT,"                           \
    " importance INTEGER NOT NULL, in_person_share REAL CHECK(in_person_share BETWEEN 0 AND 1),"   \
    " telephone_share REAL CHECK(telephone_share BETWEEN 0 AND 1),"                                \
    " email_share REAL CHECK(email_share BETWEEN 0 AND 1),"                                        \
    " online_share REAL CHECK(online_share BETWEEN 0 AND 1),"                                      \
    " post_share REAL CHECK(post_share BETWEEN 0 AND 1),"                                          \
    " centre TEXT NOT NULL CHECK(centre IN ('no', 'possible', 'yes')),"                            \
    " parish TEXT NOT NULL CHECK(parish IN ('no', 'possible', 'yes')),"                            \
    " library TEXT NOT NULL CHECK(library IN ('no', 'possible', 'yes')),"                          \
    " helpdesk TEXT NOT NULL CHECK(helpdesk IN ('no', 'possible', 'yes')),"                        \
    " catchment TEXT NOT NULL CHECK(catchment IN ('any', 'home')),"                                \
    " threshold_m REAL CHECK(threshold_m >= 0), pop_share REAL CHECK(pop_share BETWEEN 0 AND 1)"   \
    ") WITHOUT ROWID;"
#define STUDY_PASSPORT                                                                             \
    "passport(name TEXT PRIMARY KEY, unit TEXT, better TEXT, purpose TEXT, formula TEXT,"          \
    " source TEXT, frequency TEXT, owner TEXT, limits TEXT) WITHOUT ROWID;"
#define STUDY_TARGET                                                                               \
    "target(name TEXT NOT NULL, due_year INTEGER NOT NULL, value REAL NOT NULL, source TEXT,"      \
    " PRIMARY KEY(name, due_year, value)) WITHOUT ROWID;"
#define STUDY_COMPARISON                                                                           \
    "comparison(before TEXT NOT NULL REFERENCES scenario(name),"                                   \
    " after TEXT NOT NULL REFERENCES scenario(name),"                                              \
    " scope TEXT NOT NULL CHECK(scope IN ('unit', 'municipality', 'region', 'country', 'group'))," \
    " code TEXT NOT NULL, catchment TEXT NOT NULL CHECK(catchment IN ('any', 'home')),"            \
    " threshold REAL NOT NULL, name TEXT NOT NULL, value REAL, unit TEXT NOT NULL,"                \
    " PRIMARY KEY(before, after, scope, code, catchment, threshold, name)) WITHOUT ROWID;"

/* What version 3 added, of one scenario. */
#define STUDY_NETWORK_FIGURE                                                                       \
    "network_figure(scenario TEXT NOT NULL REFERENCES scenario(name), network TEXT NOT NULL,"      \
    " catchment TEXT NOT NULL CHECK(catchment IN ('any', 'home')), name TEXT NOT NULL,"            \
    " threshold REAL NOT NULL, value REAL, unit TEXT NOT NULL,"                                    \
    " PRIMARY KEY(scenario, network, catchment, name, threshold)) WITHOUT ROWID;"
#define STUDY_NETWORK_PLACE                                                                        \
    "network_place(scenario TEXT NOT NULL REFERENCES scenario(name), network TEXT NOT NULL,"       \
    " facility_id TEXT NOT NULL REFERENCES facility(id), pop REAL CHECK(pop >= 0),"                \
    " person_km REAL CHECK(person_km >= 0), clients REAL CHECK(clients >= 0),"                     \
    " PRIMARY KEY(scenario, network, facility_id)) WITHOUT ROWID;"
#define STUDY_CLOSING_COVERAGE                                                                     \
    "closing_coverage(scenario TEXT NOT NULL REFERENCES scenario(name), network TEXT NOT NULL,"    \
    " facility_id TEXT NOT NULL REFERENCES facility(id), threshold REAL NOT NULL,"                 \
    " beyond_pop REAL CHECK(beyond_pop >= 0),"                                                     \
    " PRIMARY KEY(scenario, network, facility_id, threshold)) WITHOUT ROWID;"
#define NETWORK_TABLES(create)                                                                     \
    create STUDY_NETWORK_FIGURE create STUDY_NETWORK_PLACE create STUDY_CLOSING_COVERAGE

/* All that version 2 added; `create` stands before each name. */
#define STUDY_TABLES(create)                                                                       \
    create STUDY_COST_AREA create STUDY_OPENING_HOUR create STUDY_COMPLIANCE create STUDY_CLOSING  \
        create STUDY_CLOSING_RECEIVER create STUDY_NEAR_DUPLICATE create STUDY_TARGET_REACH create \
            STUDY_SENSITIVITY create STUDY_SERVICE create STUDY_PASSPORT create STUDY_TARGET       \
                create STUDY_COMPARISON

#endif
