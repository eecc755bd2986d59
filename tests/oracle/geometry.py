"""Plain geometry: areas, which unit covers a point, the nearest unit, the area near points.

Nothing here is clever. A point is tested against every unit whose box holds it, by counting the
edges a ray crosses; what lies within a hair of an edge is decided in exact fractions.
"""
from fractions import Fraction

import numpy as np
from shapely.geometry import Point, Polygon
from shapely.ops import unary_union

HAIR_M = 1e-6  # nearer than this, rounding of the reprojection could decide
QUADRANT_SEGMENTS = 256


def ring_area(ring):
    """Signed: positive counter-clockwise. Taken about the first point, so that little is lost."""
    xy = np.array(ring) - np.array(ring[0])
    return 0.5 * float(np.sum(xy[:-1, 0] * xy[1:, 1] - xy[1:, 0] * xy[:-1, 1]))


class UnitShape:
    """The polygon of a unit: its edges for counting, its shape for overlays."""

    def __init__(self, rings):
        self.edges = np.array([a + b for ring in rings for a, b in zip(ring, ring[1:]) if a != b])
        x, y = self.edges[:, [0, 2]], self.edges[:, [1, 3]]
        self.box = (x.min(), y.min(), x.max(), y.max())
        self.shape = _polygon(rings)
        self.area_m2 = abs(sum(ring_area(ring) for ring in rings))

    def agrees(self):
        """The shape is valid and has the area of its rings: there was nothing to repair."""
        return self.shape.is_valid and abs(self.shape.area - self.area_m2) < 1e-3


def _polygon(rings):
    """Clockwise rings are outer ones, the others holes of the smallest outer ring about them."""
    outers = sorted((Polygon(r) for r in rings if ring_area(r) < 0), key=lambda p: p.area)
    holes = [[] for _ in outers]
    for ring in (r for r in rings if ring_area(r) > 0):
        inside = Polygon(ring).representative_point()
        home = next((i for i, outer in enumerate(outers) if outer.contains(inside)), None)
        if home is None:
            raise ValueError("a hole lies in no outer ring")
        holes[home].append(ring)
    parts = [Polygon(outer.exterior.coords, inner) for outer, inner in zip(outers, holes)]
    return parts[0] if len(parts) == 1 else unary_union(parts)


def crossings_odd(xy, edges):
    """Whether a ray from each point to the east crosses an odd number of edges."""
    x, y = xy[:, :1], xy[:, 1:]
    x1, y1, x2, y2 = edges.T
    straddles = (y1 > y) != (y2 > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        at = x1 + (y - y1) / (y2 - y1) * (x2 - x1)
    return np.count_nonzero(straddles & (x < at), axis=1) % 2 == 1


def edge_distances(xy, edges):
    """Distance of each point to each edge. An edge is walked from its lower end whichever way its
    ring goes, so that a border of two units gives both the same bits."""
    level = edges[:, 0] == edges[:, 2]
    swap = (edges[:, 0] > edges[:, 2]) | (level & (edges[:, 1] > edges[:, 3]))
    edges = np.where(swap[:, None], edges[:, [2, 3, 0, 1]], edges)
    ax, ay, bx, by = edges.T
    dx, dy = bx - ax, by - ay
    px, py = xy[:, :1] - ax, xy[:, 1:] - ay
    t = np.clip((px * dx + py * dy) / (dx * dx + dy * dy), 0, 1)
    return np.sqrt((px - t * dx) ** 2 + (py - t * dy) ** 2)


def covers_exactly(x, y, edges):
    """Inside or on the border, in exact arithmetic."""
    x, y, odd = Fraction(x), Fraction(y), False
    for x1, y1, x2, y2 in ([Fraction(v) for v in edge] for edge in edges.tolist()):
        side = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1)
        between = min(x1, x2) <= x <= max(x1, x2) and min(y1, y2) <= y <= max(y1, y2)
        if side == 0 and between:
            return True
        if (y1 > y) != (y2 > y) and (side < 0) == (y2 < y1) and side != 0:
            odd = not odd
    return odd


class Locator:
    """Which unit a point belongs to. Units are ordered by code, so the first one has the lowest."""

    def __init__(self, shapes, tolerance_m):
        self.shapes, self.tolerance_m = shapes, tolerance_m

    def locate(self, xy, reprojected):
        """(unit or -1, {point: other units that rounding might have given}) of each point."""
        xy = np.asarray(xy, dtype=float).reshape(-1, 2)
        unit, others = np.full(len(xy), -1), {}
        for number, shape in reversed(list(enumerate(self.shapes))):  # the lowest is set last
            self._claim(xy, number, shape, unit, others)
        outside = np.flatnonzero(unit < 0)
        for start in range(0, len(outside), 200):
            self._nearest(xy, outside[start:start + 200], unit, others)
        return unit, others if reprojected else {}

    @staticmethod
    def _claim(xy, number, shape, unit, others):
        west, south, east, north = shape.box
        near = ((xy[:, 0] >= west - 1) & (xy[:, 0] <= east + 1)
                & (xy[:, 1] >= south - 1) & (xy[:, 1] <= north + 1))
        index = np.flatnonzero(near)
        for start in range(0, len(index), 4000):
            part = index[start:start + 4000]
            inside = crossings_odd(xy[part], shape.edges)
            hair = edge_distances(xy[part], shape.edges).min(axis=1) < HAIR_M
            for k in np.flatnonzero(hair):
                inside[k] = covers_exactly(*xy[part[k]].tolist(), shape.edges)
                others.setdefault(int(part[k]), set()).add(number)
            unit[part[inside]] = number

    def _nearest(self, xy, index, unit, others):
        dist = np.column_stack([edge_distances(xy[index], s.edges).min(axis=1)
                                for s in self.shapes])
        best = dist.argmin(axis=1)  # of equals the first one: the lowest code
        for k, point in enumerate(index):
            if dist[k, best[k]] <= self.tolerance_m:
                unit[point] = best[k]
            rivals = np.flatnonzero(dist[k] - dist[k, best[k]] < HAIR_M)
            rivals = {int(r) for r in rivals if dist[k, r] != dist[k, best[k]]}
            others.setdefault(int(point), set()).update(rivals)


def disc(x, y, radius_m):
    """A polygon of 1,024 sides with the area of the disc of that radius."""
    sides = 4 * QUADRANT_SEGMENTS
    step = 2 * np.pi / sides
    outer = radius_m * np.sqrt(step / np.sin(step))  # n/2 R² sin(2π/n) = π r²
    return Point(x, y).buffer(outer, resolution=QUADRANT_SEGMENTS)


def covered_areas(shapes, centres, radius_m):
    """Area of each unit within radius_m of one of the centres."""
    centres = {tuple(c) for c in np.asarray(centres, dtype=float).reshape(-1, 2).tolist()}
    near = [[c for c in centres if _meets(s.box, c, radius_m)] for s in shapes]
    wanted = sorted({c for some in near for c in some})
    cover = unary_union([disc(x, y, radius_m) for x, y in wanted])
    return [s.shape.intersection(cover).area if some else 0.0 for s, some in zip(shapes, near)]


def _meets(box, centre, radius_m):
    dx = max(box[0] - centre[0], 0, centre[0] - box[2])
    dy = max(box[1] - centre[1], 0, centre[1] - box[3])
    return dx * dx + dy * dy <= radius_m * radius_m * 1.0001
