"""The main figures of a plan from its inputs alone: `check_plan.py --figures PLAN.yaml`."""
import numpy as np

import measures


def show(data):
    total = data.demand.pop.sum()
    areas = np.array([unit.polygon.area_m2 for unit in data.units])
    stop, stop_dist = measures.stop_distances(data)
    within = sum(d <= data.stop_distance_m for d in stop_dist)
    print(f"units {len(data.units)}, area {areas.sum() / 1e6:,.2f} km²")
    print(f"demand {len(data.demand.pop):,} points, {total:,.3f} persons")
    print(f"facilities {len(data.facilities):,}, {within} within {data.stop_distance_m:g} m "
          "of a stop")
    print(f"stops {len(data.stops):,}, {sum(s.counts for s in data.stops):,} count, "
          f"{sum(not s.served for s in data.stops):,} served by no trip")
    print(f"refused rows {len(data.refused)}")
    for name, points in (("present", measures.present(data)),
                         ("baseline", measures.baseline(data, stop_dist))):
        show_scenario(data, measures.scenario(data, name, points), areas, total)


def show_scenario(data, scenario, areas, total):
    print(f"{scenario.name}: {len(scenario.points)} points")
    for catchment in ("any", "home"):
        dist = scenario.assigned[catchment][1]
        figures = measures.distance_indicators(dist, data.demand.pop)
        print(f"  {catchment}: " + ", ".join(f"{k} {v:,.1f}" for k, v in sorted(figures.items())))
        for radius in data.thresholds:
            near = data.demand.pop[dist <= radius].sum() / total
            covered = measures.covered_units(data, scenario.points, catchment, radius).sum()
            print(f"    within {radius / 1000:g} km: {100 * covered / areas.sum():.3f} % of the "
                  f"area, {100 * near:.3f} % of the people")
