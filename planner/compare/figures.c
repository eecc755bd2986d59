#include "planner/compare/figures.h"
#include <string.h>

void figures_of_compare(const CompareRow *row, Figure out[COMPARE_FIGURES]) {
    const Figure figure[COMPARE_FIGURES] = {
        {"mean_change_m", row->mean_after_m - row->mean_before_m},
        {"median_change_m", row->median_after_m - row->median_before_m},
        {"gainers_pop", row->gain.pop},
        {"gain_person_km", row->gain.person_km},
        {"gain_mean_m", row->gain.mean_m},
        {"gain_largest_m", row->gain.largest_m},
        {"newly_reached_pop", row->gain.step_pop},
        {"losers_pop", row->loss.pop},
        {"loss_person_km", row->loss.person_km},
        {"loss_mean_m", row->loss.mean_m},
        {"loss_largest_m", row->loss.largest_m},
        {"newly_unreached_pop", row->loss.step_pop},
        {"unchanged_pop", row->unchanged_pop},
        {"points_opened", (double)row->opened},
        {"points_closed", (double)row->closed},
        {"points_kept", (double)row->kept},
    };
    memcpy(out, figure, sizeof figure);
}

void figures_of_threshold(const CompareThreshold *row, Figure out[THRESHOLD_FIGURES]) {
    const Figure figure[THRESHOLD_FIGURES] = {
        {"newly_within_pop", row->newly_within_pop},
        {"newly_beyond_pop", row->newly_beyond_pop},
        {"area_gain_m2", row->area_gain_m2},
        {"eur_per_newly_within", row->eur_per_newly_within},
        {"eur_per_net_within", row->eur_per_net_within},
    };
    memcpy(out, figure, sizeof figure);
}

void figures_of_group(const GroupChange *change, Figure out[GROUP_FIGURES]) {
    const Figure figure[GROUP_FIGURES] = {
        {"gini_change", change->gini},
        {"theil_change", change->theil},
        {"palma_change", change->palma},
        {"concentration_change", change->concentration},
    };
    memcpy(out, figure, sizeof figure);
}

void figures_of_group_beyond(const GroupChange *change, Figure out[GROUP_BEYOND_FIGURES]) {
    const Figure figure[GROUP_BEYOND_FIGURES] = {
        {"fgt0_change", change->fgt[0]},
        {"fgt1_change", change->fgt[1]},
        {"fgt2_change", change->fgt[2]},
        {"beyond_share_change", change->beyond_share},
    };
    memcpy(out, figure, sizeof figure);
}

void figures_of_closing(const Closing *row, Figure out[CLOSING_FIGURES]) {
    const Figure figure[CLOSING_FIGURES] = {
        {"closing_pop", row->pop},
        {"closing_unserved_pop", row->unserved_pop},
        {"closing_person_km", row->person_km},
        {"closing_mean_m", row->mean_m},
        {"closing_most_m", row->most_m},
        {"closing_rank", row->rank},
    };
    memcpy(out, figure, sizeof figure);
}

void figures_of_service(const Compliance *row, Figure out[SERVICE_FIGURES]) {
    const Figure figure[SERVICE_FIGURES] = {
        {"service_share", row->share},
        {"service_gap_pop", row->gap_pop},
        {"service_points", row->points},
    };
    memcpy(out, figure, sizeof figure);
}

void figures_of_services(const ServiceSummary *summary, Figure out[SERVICE_SUMMARY_FIGURES]) {
    const Figure figure[SERVICE_SUMMARY_FIGURES] = {
        {"service_units_met", summary->units_met},
        {"service_units_unmet", summary->units_unmet},
    };
    memcpy(out, figure, sizeof figure);
}
