"""Coordinates into the plan's working CRS.

PROJ does it (as in the program), except that for LKS-92 / Latvia TM the transverse Mercator
formulas stand here as well: `latvia_tm` is compared with PROJ in each run, which catches swapped
axes and a wrong datum on either side.
"""
import math

import numpy as np
from osgeo import osr

osr.UseExceptions()

SEMI_MAJOR_M = 6378137.0  # GRS 80
FLATTENING = 1 / 298.257222101
SCALE, FALSE_EASTING_M, FALSE_NORTHING_M, MERIDIAN_DEG = 0.9996, 500000.0, -6000000.0, 24.0


def _crs(text):
    crs = osr.SpatialReference()
    crs.SetFromUserInput(text)
    crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)  # easting or longitude first
    return crs


def to_working(xy, source, target):
    """xy (n, 2) of CRS `source` in CRS `target`, x first in both; not finite where PROJ fails."""
    if source is None or source == target or len(xy) == 0:
        return np.array(xy, dtype=float).reshape(-1, 2)
    transform = osr.CoordinateTransformation(_crs(source), _crs(target))
    return np.array([_one(transform, x, y) for x, y in xy]).reshape(-1, 2)


def _one(transform, x, y):
    if not (math.isfinite(x) and math.isfinite(y)):
        return math.nan, math.nan
    try:
        return transform.TransformPoint(x, y)[:2]
    except RuntimeError:
        return math.nan, math.nan


def latvia_tm(lon_lat):
    """EPSG:3059 from longitude and latitude in degrees: Krüger's series to n^4 (IOGP 373-7-2)."""
    lon, lat = np.radians(np.asarray(lon_lat, dtype=float)).T
    n = FLATTENING / (2 - FLATTENING)
    radius = SEMI_MAJOR_M / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    coefficient = (n / 2 - 2 * n**2 / 3 + 5 * n**3 / 16 + 41 * n**4 / 180,
                   13 * n**2 / 48 - 3 * n**3 / 5 + 557 * n**4 / 1440,
                   61 * n**3 / 240 - 103 * n**4 / 140,
                   49561 * n**4 / 161280)
    e = math.sqrt(FLATTENING * (2 - FLATTENING))
    delta = lon - math.radians(MERIDIAN_DEG)
    tau = np.sinh(np.arctanh(np.sin(lat)) - e * np.arctanh(e * np.sin(lat)))
    xi0 = np.arctan2(tau, np.cos(delta))
    eta0 = np.arcsinh(np.sin(delta) / np.hypot(tau, np.cos(delta)))
    xi, eta = xi0.copy(), eta0.copy()
    for order, h in enumerate(coefficient, start=1):
        xi += h * np.sin(2 * order * xi0) * np.cosh(2 * order * eta0)
        eta += h * np.cos(2 * order * xi0) * np.sinh(2 * order * eta0)
    return np.column_stack([FALSE_EASTING_M + SCALE * radius * eta,
                            FALSE_NORTHING_M + SCALE * radius * xi])
