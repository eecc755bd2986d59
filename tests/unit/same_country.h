/*
 * same_country.h - asserts that a country, its measures or a scenario's proposals are the same, to
 * the bit and field by field.
 */
#ifndef TESTS_UNIT_SAME_COUNTRY_H
#define TESTS_UNIT_SAME_COUNTRY_H

#include "layers/model/results.h"
#include "tests/unit/cmocka_all.h"
#include <math.h>

static inline void same_text(const char *was, const char *is) {
    assert_int_equal(was == NULL, is == NULL);
    if (was) assert_string_equal(was, is);
}

/* A missing name is "" whether it was that or NULL. */
static inline void same_name(const char *was, const char *is) {
    assert_non_null(is);
    assert_string_equal(was ? was : "", is);
}

static inline void same_number(double was, double is) {
    if (isnan(was))
        assert_true(isnan(is));
    else
        assert_memory_equal(&was, &is, sizeof was);
}

static inline void same_bytes(const void *was, const void *is, size_t bytes) {
    if (bytes > 0) assert_memory_equal(was, is, bytes);
}

static inline void same_areas(const Area *was, const Area *is, size_t n) {
    for (size_t i = 0; i < n; i++) {
        same_text(was[i].code, is[i].code);
        same_text(was[i].name, is[i].name);
    }
}

static inline void same_polygons(const PolygonSet *p, const PolygonSet *q) {
    assert_int_equal(p->n, q->n);
    assert_int_equal(p->n_rings, q->n_rings);
    assert_int_equal(p->n_points, q->n_points);
    same_bytes(p->polygon_ring, q->polygon_ring, (p->n + 1) * sizeof *p->polygon_ring);
    same_bytes(p->ring_point, q->ring_point, (p->n_rings + 1) * sizeof *p->ring_point);
    same_bytes(p->ring_is_hole, q->ring_is_hole, p->n_rings * sizeof *p->ring_is_hole);
    same_bytes(p->xy, q->xy, 2 * p->n_points * sizeof *p->xy);
}

static inline void same_units(const Country *was, const Country *is) {
    assert_int_equal(was->n_units, is->n_units);
    for (size_t u = 0; u < was->n_units; u++) {
        const Unit *a = &was->unit[u], *b = &is->unit[u];
        same_text(a->code, b->code);
        same_text(a->name, b->name);
        assert_int_equal(a->kind, b->kind);
        assert_int_equal(a->municipality, b->municipality);
        assert_int_equal(a->region, b->region);
        same_text(a->centre_level, b->centre_level);
        same_number(a->area_m2, b->area_m2);
        same_number(a->pop, b->pop);
        same_number(a->demand_pop, b->demand_pop);
    }
    assert_int_equal(was->n_pop_years, is->n_pop_years);
    for (size_t k = 0; k < was->n_pop_years; k++)
        assert_int_equal(was->pop_year[k], is->pop_year[k]);
    for (size_t i = 0; i < was->n_units * was->n_pop_years; i++)
        same_number(was->pop_of_year[i], is->pop_of_year[i]);
    same_polygons(&was->polygons, &is->polygons);
    same_polygons(&was->areas, &is->areas);
}

static inline void same_facilities(const Country *was, const Country *is) {
    assert_int_equal(was->n_facilities, is->n_facilities);
    for (size_t f = 0; f < was->n_facilities; f++) {
        const Facility *a = &was->facility[f], *b = &is->facility[f];
        same_text(a->id, b->id);
        same_name(a->name, b->name);
        assert_int_equal(a->kind, b->kind);
        assert_int_equal(a->state, b->state);
        same_text(a->institution, b->institution);
        same_text(a->opening_hours, b->opening_hours);
        same_text(a->origin, b->origin);
        same_text(a->attributes, b->attributes);
        assert_int_equal(a->unit, b->unit);
        assert_int_equal(a->source, b->source);
    }
    same_bytes(was->facility_xy, is->facility_xy, 2 * was->n_facilities * sizeof(double));
}

static inline void same_stops(const Country *was, const Country *is) {
    assert_int_equal(was->n_stops, is->n_stops);
    for (size_t s = 0; s < was->n_stops; s++) {
        const Stop *a = &was->stop[s], *b = &is->stop[s];
        same_text(a->id, b->id);
        same_name(a->name, b->name);
        assert_int_equal(a->kind, b->kind);
        assert_int_equal(a->counts, b->counts);
        assert_int_equal(a->served, b->served);
        same_text(a->origin, b->origin);
        assert_int_equal(a->unit, b->unit);
        assert_int_equal(a->source, b->source);
    }
    same_bytes(was->stop_xy, is->stop_xy, 2 * was->n_stops * sizeof(double));
}

static inline void same_people(const Country *was, const Country *is) {
    assert_int_equal(was->n_demand, is->n_demand);
    for (size_t d = 0; d < was->n_demand; d++) {
        const Demand *a = &was->demand[d], *b = &is->demand[d];
        same_text(a->source_key, b->source_key);
        same_number(a->pop, b->pop);
        assert_int_equal(a->unit, b->unit);
        assert_int_equal(a->source, b->source);
    }
    same_bytes(was->demand_xy, is->demand_xy, 2 * was->n_demand * sizeof(double));
    assert_int_equal(was->n_settlements, is->n_settlements);
    for (size_t s = 0; s < was->n_settlements; s++) {
        const Settlement *a = &was->settlement[s], *b = &is->settlement[s];
        same_text(a->id, b->id);
        same_name(a->name, b->name);
        same_name(a->place, b->place);
        same_number(a->pop, b->pop);
        assert_int_equal(a->unit, b->unit);
        assert_int_equal(a->source, b->source);
    }
    same_bytes(was->settlement_xy, is->settlement_xy, 2 * was->n_settlements * sizeof(double));
}

static inline void same_sources(const Country *was, const Country *is) {
    assert_int_equal(was->n_sources, is->n_sources);
    for (size_t s = 0; s < was->n_sources; s++) {
        const Source *a = &was->source[s], *b = &is->source[s];
        same_text(a->kind, b->kind);
        same_text(a->uri, b->uri);
        same_text(a->layer, b->layer);
        same_text(a->driver, b->driver);
        same_text(a->crs, b->crs);
        same_text(a->encoding, b->encoding);
        assert_string_equal(a->sha256, b->sha256);
        assert_int_equal(a->rows_read, b->rows_read);
        assert_int_equal(a->rows_used, b->rows_used);
        assert_int_equal(a->rows_refused, b->rows_refused);
    }
    assert_int_equal(was->n_notes, is->n_notes);
    size_t next = 0; /* refused rows stand before noted ones */
    for (int notices = 0; notices < 2; notices++) {
        for (size_t i = 0; i < was->n_notes; i++) {
            const RowNote *a = &was->note[i], *b = &is->note[next];
            if (row_reason_is_notice(a->reason) != notices) continue;
            next++;
            assert_int_equal(a->source, b->source);
            assert_int_equal(a->row, b->row);
            assert_int_equal(a->reason, b->reason);
            same_text(a->detail, b->detail);
        }
    }
}

static inline void same_country(const Country *was, const Country *is) {
    same_text(was->code, is->code);
    same_text(was->crs, is->crs);
    assert_int_equal(was->srid, is->srid);
    assert_int_equal(was->n_municipalities, is->n_municipalities);
    assert_int_equal(was->n_regions, is->n_regions);
    same_areas(was->municipality, is->municipality, was->n_municipalities);
    same_areas(was->region, is->region, was->n_regions);
    same_units(was, is);
    same_facilities(was, is);
    same_stops(was, is);
    same_people(was, is);
    same_sources(was, is);
}

static inline void same_measures(const Country *country, const Measures *was, const Measures *is) {
    assert_int_equal(was->stop_distance == NULL, is->stop_distance == NULL);
    for (size_t f = 0; f < country->n_facilities && was->stop_distance; f++) {
        assert_int_equal(was->stop_distance[f].stop, is->stop_distance[f].stop);
        same_number(was->stop_distance[f].dist_m, is->stop_distance[f].dist_m);
        assert_int_equal(was->stop_distance[f].within, is->stop_distance[f].within);
    }
    for (int kind = 0; kind < FACILITY_KINDS; kind++) {
        assert_int_equal(was->nearest[kind] == NULL, is->nearest[kind] == NULL);
        for (size_t d = 0; d < country->n_demand && was->nearest[kind]; d++) {
            assert_int_equal(was->nearest[kind][d].facility, is->nearest[kind][d].facility);
            same_number(was->nearest[kind][d].dist_m, is->nearest[kind][d].dist_m);
        }
    }
    assert_int_equal(was->n_close_pairs, is->n_close_pairs);
    for (size_t i = 0; i < was->n_close_pairs; i++) {
        assert_int_equal(was->close_pair[i].a, is->close_pair[i].a);
        assert_int_equal(was->close_pair[i].b, is->close_pair[i].b);
        same_number(was->close_pair[i].dist_m, is->close_pair[i].dist_m);
    }
}

static inline void same_scenario(const Scenario *was, const Scenario *is) {
    same_text(was->name, is->name);
    same_text(was->parameters, is->parameters);
    assert_int_equal(was->catchment, is->catchment);
    same_text(was->impedance, is->impedance);
    same_text(was->status, is->status);
    same_text(was->method, is->method);
    same_text(was->objective_unit, is->objective_unit);
    same_number(was->objective, is->objective);
    same_number(was->bound, is->bound);
    same_number(was->gap, is->gap);
    same_number(was->seconds, is->seconds);
    assert_int_equal(was->seed, is->seed);
    assert_int_equal(was->n_proposals, is->n_proposals);
    for (size_t i = 0; i < was->n_proposals; i++) {
        const Proposal *a = &was->proposal[i], *b = &is->proposal[i];
        assert_int_equal(a->unit, b->unit);
        assert_int_equal(a->facility, b->facility);
        assert_int_equal(a->role, b->role);
        assert_int_equal(a->reason, b->reason);
        same_text(a->reason_args, b->reason_args);
        assert_int_equal(a->runner_up, b->runner_up);
        same_number(a->margin_person_km, b->margin_person_km);
        same_number(a->stop_dist_m, b->stop_dist_m);
        same_number(a->stability, b->stability);
    }
}

#endif
