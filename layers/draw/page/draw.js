/* draw.js - the layers of a scenario on a canvas that moves with Leaflet's map. */

const CELL_LEAST = 0.4; /* of a cell's symbol: no cell becomes smaller */
const SQUARE = 64; /* pixels: what stands where is looked up in such squares */

/* ---- drawing ---- */

function tracePoint(context, shape, x, y, size) {
    const r = size / 2;
    switch (shape) {
    case 'square':
        context.rect(x - r, y - r, size, size);
        break;
    case 'triangle':
        traceCorners(context, x, y, [[0, -r], [r, r], [-r, r]]);
        break;
    case 'diamond':
        traceCorners(context, x, y, [[0, -r], [r, 0], [0, r], [-r, 0]]);
        break;
    case 'star':
        traceCorners(context, x, y, Array.from({length: 10}, (none, i) => {
            const far = i % 2 ? 0.45 * r : r, angle = Math.PI * i / 5;
            return [far * Math.sin(angle), -far * Math.cos(angle)];
        }));
        break;
    case 'cross':
        context.moveTo(x - r, y);
        context.lineTo(x + r, y);
        context.moveTo(x, y - r);
        context.lineTo(x, y + r);
        break;
    default:
        context.moveTo(x + r, y);
        context.arc(x, y, r, 0, 2 * Math.PI);
    }
}

function traceCorners(context, x, y, corners) {
    corners.forEach(([dx, dy], i) => {
        if (i) context.lineTo(x + dx, y + dy);
        else context.moveTo(x + dx, y + dy);
    });
    context.closePath();
}

const hatches = new Map();

/* Lines from lower left to upper right. */
function hatchOf(context, colour) {
    if (hatches.has(colour)) return hatches.get(colour);
    const tile = element('canvas', {width: 8, height: 8}), pen = tile.getContext('2d');
    pen.strokeStyle = colour;
    pen.lineWidth = 1.2;
    for (const shift of [-8, 0, 8]) {
        pen.moveTo(shift, 8);
        pen.lineTo(shift + 8, 0);
    }
    pen.stroke();
    hatches.set(colour, context.createPattern(tile, 'repeat'));
    return hatches.get(colour);
}

/* Fills and outlines the path that is traced. */
function paint(context, look) {
    if (look.fill) {
        context.fillStyle = look.hatched ? hatchOf(context, look.fill) : look.fill;
        context.fill();
    }
    if (look.stroke && look.width > 0) {
        context.strokeStyle = look.stroke;
        context.lineWidth = Math.max(0.4, look.width);
        context.stroke();
    }
}

/* From metres to pixels of a canvas. */
class View {
    constructor(map, corner, size) {
        const origin = map.getPixelOrigin();
        this.k = Math.pow(2, map.getZoom()) / METRES_A_PIXEL;
        this.dx = -origin.x - corner.x;
        this.dy = -origin.y - corner.y;
        this.size = size;
        this.box = [-this.dx / this.k, (this.dy - size.y) / this.k, (size.x - this.dx) / this.k,
                    this.dy / this.k];
    }
    x(metres) { return metres * this.k + this.dx; }
    y(metres) { return -metres * this.k + this.dy; }
    meets(b) {
        return b[0] <= this.box[2] && b[2] >= this.box[0] && b[1] <= this.box[3] && b[3] >= this.box[1];
    }
    get scale() { return 1 / (this.k * SCREEN_M); }
}

function traceRing(context, view, xy) {
    let lastX = NaN, lastY = NaN;
    for (let i = 0; i < xy.length; i += 2) {
        const x = view.x(xy[i]), y = view.y(xy[i + 1]);
        if (Math.abs(x - lastX) < 0.6 && Math.abs(y - lastY) < 0.6) continue;
        if (i) context.lineTo(x, y);
        else context.moveTo(x, y);
        lastX = x;
        lastY = y;
    }
    context.closePath();
}

function tracePolygon(context, view, shapes, p) {
    for (let r = shapes.first[p]; r < shapes.first[p + 1]; r++) traceRing(context, view, shapes.ring[r]);
}

function drawPolygons(context, view, layer) {
    const shapes = layer.shapes;
    layer.classes.forEach((look, number) => {
        context.beginPath();
        for (let p = 0; p < shapes.n; p++)
            if (layer.number[p] === number && view.meets(shapes.box[p]))
                tracePolygon(context, view, shapes, p);
        context.lineJoin = 'round';
        paint(context, look);
    });
}

/* Points grow a little when the map comes nearer, so that a country of them stays readable. */
function pointSize(look, view) {
    const nearness = Math.min(1.5, Math.max(0.55, Math.pow(1.2e6 / view.scale, 0.3)));
    return Math.max(1.5, look.size * nearness);
}

/* Pixels from side to side: a cell of a grid covers its ground, but is never too small to be seen
 * (STYLE_CELL_LEAST of layers/style/style.h). */
function symbolSize(layer, view, i) {
    const look = layer.classes[layer.number[i]], side = layer.side ? layer.side[i] : 0;
    return side > 0 ? Math.max(side * view.k, CELL_LEAST * look.size) : pointSize(look, view);
}

/* The edges of a cell, on whole pixels: neighbours leave no gap and do not overlap. */
function cellBox(x, y, size) {
    const left = Math.round(x - size / 2), top = Math.round(y - size / 2);
    return [left, top, Math.max(left + 1, Math.round(x + size / 2)), Math.max(top + 1, Math.round(y + size / 2))];
}

function pointAt(layer, view, i, size) {
    const xy = layer.shapes.xy, shift = layer.shift ? layer.shift[i] * size : 0;
    return [view.x(xy[2 * i]) + shift, view.y(xy[2 * i + 1])];
}

function drawPoints(context, view, layer) {
    layer.classes.forEach((look, number) => {
        const small = pointSize(look, view) < 4;
        const shape = small && look.shape === 'circle' ? 'square' : look.shape;
        context.beginPath();
        context.fillStyle = look.fill || look.stroke;
        for (let i = 0; i < layer.shapes.n; i++) {
            if (layer.number[i] !== number) continue;
            const size = symbolSize(layer, view, i), [x, y] = pointAt(layer, view, i, size);
            if (x < -size || y < -size || x > view.size.x + size || y > view.size.y + size) continue;
            if (layer.side && layer.side[i] > 0) {
                const [left, top, right, bottom] = cellBox(x, y, size);
                context.fillRect(left, top, right - left, bottom - top); /* far faster than one path */
            } else {
                tracePoint(context, shape, x, y, size);
            }
        }
        paint(context, small ? {fill: look.fill || look.stroke} : look);
    });
}

function isNearEnough(layer, view) {
    return !(layer.scale > 0) || view.scale <= layer.scale;
}

/* What stands on the map already, as boxes [left, top, right, bottom] in squares of SQUARE pixels. */
class Taken {
    constructor() { this.squares = new Map(); }
    *keys(b) {
        for (let x = Math.floor(b[0] / SQUARE); x <= Math.floor(b[2] / SQUARE); x++)
            for (let y = Math.floor(b[1] / SQUARE); y <= Math.floor(b[3] / SQUARE); y++) yield x + ' ' + y;
    }
    add(b) {
        for (const key of this.keys(b))
            if (this.squares.has(key)) this.squares.get(key).push(b);
            else this.squares.set(key, [b]);
    }
    meets(b) {
        for (const key of this.keys(b))
            if ((this.squares.get(key) || []).some((t) =>
                t[0] < b[2] && t[2] > b[0] && t[1] < b[3] && t[3] > b[1])) return true;
        return false;
    }
}

/* Cells, and stops that are drawn like them: a ground, on which names may stand. */
function isGround(layer) {
    const look = layer.classes[0];
    return look.shape === 'square' && !look.stroke;
}

/* Symbols keep names away. */
function takePoints(layer, view, taken) {
    if (layer.shapes.kind !== 'point' || isGround(layer)) return;
    for (let i = 0; i < layer.shapes.n; i++) {
        const size = symbolSize(layer, view, i), r = size / 2, [x, y] = pointAt(layer, view, i, size);
        if (x > -r && y > -r && x < view.size.x + r && y < view.size.y + r)
            taken.add([x - r, y - r, x + r, y + r]);
    }
}

/* A name that stands already is not set again: a unit and its point often share theirs. */
function drawLabels(context, view, layer, taken, told) {
    const label = layer.label;
    if (!layer.labels || (label.scale > 0 && view.scale > label.scale)) return;
    const height = label.size * 96 / 72;
    context.font = (label.bold ? 'bold ' : '') + height + 'px ' + getComputedStyle(document.body).fontFamily;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    let left = 300;
    for (const i of layer.labelOrder) {
        const text = texts[layer.labels[i]];
        if (!text || left === 0 || told.has(text) || !isOnMap(layer, view, i)) continue;
        const half = context.measureText(text).width / 2 + 2;
        const boxOf = ([x, y]) => [x - half, y - height * 0.6, x + half, y + height * 0.6];
        const at = labelPlaces(layer, view, i, half, height).find((place) => !taken.meets(boxOf(place)));
        if (!at) continue;
        taken.add(boxOf(at));
        told.add(text);
        left--;
        if (label.halo) {
            context.strokeStyle = label.halo;
            context.lineWidth = 3;
            context.strokeText(text, at[0], at[1]);
        }
        context.fillStyle = label.colour || '#000';
        context.fillText(text, at[0], at[1]);
    }
}

/* Whether a name of the feature would be in the picture, and the feature is large enough for one. */
function isOnMap(layer, view, i) {
    const shapes = layer.shapes, b = shapes.kind === 'polygon' ? shapes.box[i] : null;
    const [x, y] = b ? middleOf(b, view) : pointAt(layer, view, i, symbolSize(layer, view, i));
    if (b && (!view.meets(b) || (b[2] - b[0]) * view.k < 20)) return false;
    return x >= 0 && y >= 0 && x <= view.size.x && y <= view.size.y;
}

function middleOf(b, view) {
    return [view.x((b[0] + b[2]) / 2), view.y((b[1] + b[3]) / 2)];
}

/* Where a name may stand, the best first: around a point; in a polygon at the middle of its box,
 * then further and further from there, but within the polygon. */
function labelPlaces(layer, view, i, half, height) {
    if (layer.shapes.kind === 'point') {
        const size = symbolSize(layer, view, i), [x, y] = pointAt(layer, view, i, size);
        const down = size / 2 + height * 0.6 + 1, aside = size / 2 + half + 1;
        return [[x, y - down], [x + aside, y], [x - aside, y], [x, y + down]];
    }
    const [x, y] = middleOf(layer.shapes.box[i], view), places = [[x, y]];
    for (let step = 1; step <= 4; step++)
        for (const [right, down] of [[0, -1], [0, 1], [1, 0], [-1, 0], [1, -1], [-1, -1], [1, 1], [-1, 1]])
            places.push([x + right * step * half / 3, y + down * step * height * 0.7]);
    const isWithin = ([px, py]) =>
        isInside(layer.shapes, i, (px - view.dx) / view.k, (view.dy - py) / view.k);
    return places.filter((place, number) => number === 0 || isWithin(place));
}

/* The borders of an area: the sides of its units' rings that no two of them share. */
function bordersOf(area) {
    if (area.borders) return area.borders;
    const shapes = prepare(unitLayer).shapes, side = new Map();
    for (const p of area.units)
        for (let r = shapes.first[p]; r < shapes.first[p + 1]; r++) {
            const xy = shapes.ring[r], n = xy.length;
            for (let i = 0; i < n; i += 2) {
                const a = [xy[i], xy[i + 1]], b = [xy[(i + 2) % n], xy[(i + 3) % n]];
                const key = a < b ? a + ' ' + b : b + ' ' + a;
                if (!side.delete(key)) side.set(key, [...a, ...b]);
            }
        }
    area.borders = [...side.values()];
    return area.borders;
}

function traceSelected(context, view) {
    if (state.unit >= 0) {
        tracePolygon(context, view, prepare(unitLayer).shapes, state.unit);
        return;
    }
    for (const [ax, ay, bx, by] of bordersOf(areas[state.area])) {
        context.moveTo(view.x(ax), view.y(ay));
        context.lineTo(view.x(bx), view.y(by));
    }
}

function drawSelected(context, view) {
    if ((state.unit < 0 && state.area < 0) || !unitLayer) return;
    context.save(); /* round ends would turn what is too small to be seen into dots elsewhere */
    context.lineJoin = context.lineCap = 'round';
    for (const [colour, width] of [['#ffffff', 6], ['#111111', 3]]) {
        context.beginPath();
        traceSelected(context, view);
        context.strokeStyle = colour;
        context.lineWidth = width;
        context.stroke();
    }
    context.restore();
}

function shownLayers(scenario) {
    return layers.filter((l) => state.kinds.has(l.kind) && layerOf(l.kind, scenario) === l);
}

function drawScenario(context, view, scenario) {
    const shown = shownLayers(scenario).filter((l) => isNearEnough(l, view)).map(prepare);
    for (const layer of shown)
        if (layer.shapes.kind === 'polygon') drawPolygons(context, view, layer);
        else drawPoints(context, view, layer);
    drawSelected(context, view);
    const taken = new Taken(), told = new Set();
    for (const layer of shown) takePoints(layer, view, taken);
    for (const layer of shown.slice().reverse()) drawLabels(context, view, layer, taken, told);
}

/* One scenario on a canvas that moves with Leaflet's map. */
const Sheet = L.Renderer.extend({
    options: {padding: 0.15},
    _initContainer() {
        this._container = element('canvas', {'aria-hidden': 'true'});
        this._context = this._container.getContext('2d');
    },
    _destroyContainer() {
        L.DomUtil.remove(this._container);
        delete this._container;
    },
    _update() {
        if (this._map._animatingZoom && this._bounds) return;
        L.Renderer.prototype._update.call(this);
        const size = this._bounds.getSize(), ratio = Math.min(2, window.devicePixelRatio || 1);
        const canvas = this._container;
        L.DomUtil.setPosition(canvas, this._bounds.min);
        canvas.width = size.x * ratio;
        canvas.height = size.y * ratio;
        canvas.style.width = size.x + 'px';
        canvas.style.height = size.y + 'px';
        this._context.setTransform(ratio, 0, 0, ratio, 0, 0);
        this.draw();
    },
    _updatePaths() {},
    draw() {
        if (!this._map || !this._bounds || !this.options.scenario()) return;
        const size = this._bounds.getSize();
        this._context.clearRect(0, 0, size.x, size.y);
        drawScenario(this._context, new View(this._map, this._bounds.min, size), this.options.scenario());
        this.cut();
    },
    /* Leaves the part on its side of the divider. */
    cut() {
        if (!this._bounds) return;
        const size = this._map.getSize(), whole = this._bounds.getSize();
        const divider = this._map.containerPointToLayerPoint([size.x * state.divider / 100, 0]);
        const border = divider.x - this._bounds.min.x;
        const inset = this.options.side === 'right' ? [0, 0, 0, border] : [0, whole.x - border, 0, 0];
        this._container.style.clipPath = state.right === null ? 'none'
            : 'inset(' + inset.map((v) => Math.max(0, v) + 'px').join(' ') + ')';
    },
});
