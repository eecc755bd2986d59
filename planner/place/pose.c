#include "planner/place/pose.h"
#include "planner/access/scopes.h"
#include "planner/place/territory_points.h"
#include <stdlib.h>
#include <string.h>

void pose_free(Pose *pose) {
    sites_free(&pose->sites);
    free(pose->facility);
    free(pose->candidate_xy);
    free(pose->candidate_home);
    free(pose->state);
    free(pose->unit_count);
    free(pose->demand_xy);
    free(pose->weight);
    free(pose->demand_home);
    memset(pose, 0, sizeof *pose);
}

/* What may be taken, where the points of another scenario are chosen from: only these. */
static Status find_sites(const PlacementSpec *spec, const PlaceInput *input, Sites *sites) {
    const Country *country = input->country;
    bool beside_kept = spec->problem != PLACE_ONE_PER_UNIT;
    uint8_t *listed = input->points ? calloc(country->n_facilities + 1, 1) : NULL;
    if (input->points && !listed) return STATUS_NO_MEMORY;
    for (size_t p = 0; listed && p < input->n_points; p++) listed[input->points[p]] = 1;
    Status status =
        sites_find(country, input->stop_distance, spec, input->fails, listed, beside_kept, sites);
    free(listed);
    return status;
}

static Status list_candidates(const PlaceInput *input, Pose *pose) {
    const Country *country = input->country;
    size_t n = country->n_facilities + 1;
    pose->facility = malloc(n * sizeof *pose->facility);
    pose->candidate_xy = malloc(2 * n * sizeof *pose->candidate_xy);
    pose->candidate_home = calloc(n, sizeof *pose->candidate_home);
    pose->state = malloc(n * sizeof *pose->state);
    if (!pose->facility || !pose->candidate_xy || !pose->candidate_home || !pose->state)
        return STATUS_NO_MEMORY;
    for (size_t f = 0; f < country->n_facilities; f++) {
        if (pose->sites.part[f] == SITE_OUT) continue;
        size_t k = pose->n_candidates++;
        pose->facility[k] = (int32_t)f;
        memcpy(pose->candidate_xy + 2 * k, country->facility_xy + 2 * f,
               2 * sizeof *pose->candidate_xy);
        pose->candidate_home[k] = home_of_unit(country, country->facility[f].unit);
        pose->state[k] = pose->sites.part[f] == SITE_CHOICE ? SITE_FREE : SITE_REQUIRED;
        pose->n_required += pose->state[k] == SITE_REQUIRED;
    }
    return STATUS_OK;
}

static Status list_people(const PlaceInput *input, Pose *pose) {
    const Country *country = input->country;
    size_t n = pose->n_demand = country->n_demand;
    pose->demand_xy = malloc((2 * n + 2) * sizeof *pose->demand_xy);
    pose->weight = malloc((n + 1) * sizeof *pose->weight);
    pose->demand_home = malloc((n + 1) * sizeof *pose->demand_home);
    if (!pose->demand_xy || !pose->weight || !pose->demand_home) return STATUS_NO_MEMORY;
    if (n > 0) memcpy(pose->demand_xy, country->demand_xy, 2 * n * sizeof *pose->demand_xy);
    for (size_t d = 0; d < n; d++) {
        pose->weight[d] = country->demand[d].pop;
        pose->demand_home[d] = home_of_unit(country, country->demand[d].unit);
    }
    return STATUS_OK;
}

static Status list_territory(const PlaceInput *input, Pose *pose) {
    TerritoryPoints points = {0};
    Status status =
        territory_points_make(input->country, TERRITORY_STEP_M, input->threads, &points);
    if (status != STATUS_OK) return status;
    pose->demand_home = malloc((points.n + 1) * sizeof *pose->demand_home);
    if (!pose->demand_home) {
        territory_points_free(&points);
        return STATUS_NO_MEMORY;
    }
    for (size_t d = 0; d < points.n; d++)
        pose->demand_home[d] = home_of_unit(input->country, points.unit[d]);
    pose->n_demand = points.n;
    pose->demand_xy = points.xy; /* taken over */
    pose->weight = points.area_m2;
    points.xy = points.area_m2 = NULL;
    territory_points_free(&points);
    return STATUS_OK;
}

/* With the catchment `home`, nobody can be served where the home has no candidate at all. */
static Status leave_out(const PlaceInput *input, const PlacementSpec *spec, Pose *pose) {
    size_t homes = homes_count(input->country);
    uint8_t *served = calloc(homes + 1, 1);
    if (!served) return STATUS_NO_MEMORY;
    for (size_t k = 0; k < pose->n_candidates; k++) served[pose->candidate_home[k]] = 1;
    for (size_t d = 0; d < pose->n_demand; d++) {
        pose->total_weight += pose->weight[d];
        if (spec->catchment != CATCHMENT_HOME || served[pose->demand_home[d]]) continue;
        pose->left_out_weight += pose->weight[d];
        if (spec->problem != PLACE_MAX_COVER && spec->problem != PLACE_FEWEST) pose->weight[d] = 0;
    }
    free(served);
    return STATUS_OK;
}

static Status count_units(const PlacementSpec *spec, const PlaceInput *input, Pose *pose) {
    if (spec->problem != PLACE_ONE_PER_UNIT) return STATUS_OK;
    pose->unit_count = calloc(input->country->n_units + 1, sizeof *pose->unit_count);
    if (!pose->unit_count) return STATUS_NO_MEMORY;
    return sites_unit_counts(input->country, spec, &pose->sites, pose->unit_count,
                             &pose->short_units);
}

Status pose_build(const PlacementSpec *spec, const PlaceInput *input, Pose *pose) {
    memset(pose, 0, sizeof *pose);
    Status status = find_sites(spec, input, &pose->sites);
    if (status == STATUS_OK) status = count_units(spec, input, pose);
    if (status == STATUS_OK) status = list_candidates(input, pose);
    if (status == STATUS_OK)
        status =
            spec->goal == GOAL_TERRITORY ? list_territory(input, pose) : list_people(input, pose);
    if (status == STATUS_OK) status = leave_out(input, spec, pose);
    return status;
}
