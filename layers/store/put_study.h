/*
 * put_study.h - a scenario's study (layers/model/study.h) into the plan. Private to layers/store.
 */
#ifndef LAYERS_STORE_PUT_STUDY_H
#define LAYERS_STORE_PUT_STUDY_H

#include "layers/store/store.h"

/* The scenario's rows of cost, cost_area, opening_hour, compliance, closing, closing_receiver,
 * near_duplicate, target_reach and sensitivity; none where they were not asked for. The scenario's
 * own row is there already. STATUS_DATABASE, … */
Status put_study(Store *store, const Country *country, const Scenario *scenario, Error *error);

#endif
