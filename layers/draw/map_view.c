#include "layers/draw/map_internal.h"
#include <math.h>

Box view_box(const MapView *view) {
    return (Box){view->left_m, view->top_m - view->frame.height * view->m_per_mm,
                 view->left_m + view->frame.width * view->m_per_mm, view->top_m};
}

double map_round_scale(double m_per_mm) {
    double step = pow(10, floor(log10(m_per_mm)) - 1); /* 1 : 1,600,000 goes by 100,000 */
    if (m_per_mm < 50 * step) step /= 2;
    double rounded = ceil(m_per_mm / step - 1e-9) * step;
    return rounded >= m_per_mm ? rounded : m_per_mm;
}
