/*
 * report.js - the map, the search and the list of units of a report. Everything it shows stands in
 * the element #data of the page: shapes, the class of every feature and the looks of every class
 * come ready from the program, so no rule is here. Leaflet moves the map; drawing is done on canvas.
 */
'use strict';
(function () {
const data = JSON.parse(document.getElementById('data').textContent);
const words = data.words, texts = data.strings, units = data.stories.units;
const points = data.stories.points, scenarios = data.stories.scenarios;
const MIN_TOUCH = 12; /* pixels around the pointer that count as a hit */
const METRES_A_PIXEL = 4096; /* at zoom 0 */
const SCREEN_M = 0.0254 / 96; /* a pixel of CSS, for scales */

/* ---- small things ---- */

function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {}))
        if (value !== null && value !== false) made.setAttribute(name, value === true ? '' : value);
    made.append(...children);
    return made;
}

function wholeNumber(value) {
    return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, words.group);
}

function fill(format, ...parts) {
    return format.replace(/%s/g, () => parts.shift());
}

/* Letters without their marks, small: "ripa" finds "Rīpa". */
function plain(text) {
    return text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase();
}

/* ---- unpacking (layers/draw/page_bytes.h) ---- */

function bytesOf(text) {
    const binary = atob(text), bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
    return bytes;
}

class Reader {
    constructor(text) {
        this.bytes = bytesOf(text);
        this.at = 0;
    }
    unsigned() {
        let value = 0, unit = 1, byte;
        do {
            byte = this.bytes[this.at++];
            value += (byte & 127) * unit;
            unit *= 128;
        } while (byte > 127);
        return value;
    }
    signed() {
        const value = this.unsigned();
        return value % 2 ? -(value + 1) / 2 : value / 2;
    }
}

function unpackNumbers(text, n) {
    const reader = new Reader(text), numbers = new Float64Array(n);
    for (let i = 0; i < n; i++) numbers[i] = reader.unsigned();
    return numbers;
}

function unpackClasses(layer, n) {
    const bytes = bytesOf(layer.class);
    if (layer.bits === 8) return bytes;
    const numbers = new Uint8Array(n);
    for (let i = 0; i < n; i++) numbers[i] = i % 2 ? bytes[i >> 1] >> 4 : bytes[i >> 1] & 15;
    return numbers;
}

function unpackPoints(set) {
    const reader = new Reader(set.at), xy = new Float64Array(2 * set.n);
    let x = 0, y = 0;
    for (let i = 0; i < set.n; i++) {
        xy[2 * i] = x += reader.signed();
        xy[2 * i + 1] = y += reader.signed();
    }
    return {kind: 'point', n: set.n, xy};
}

/* Rings of polygon p: ring[first[p]] … ring[first[p + 1] - 1], each an array of x, y, x, y … */
function unpackPolygons(set) {
    const reader = new Reader(set.at), first = [0], ring = [], box = [];
    let x = 0, y = 0;
    for (let p = 0; p < set.n; p++) {
        const b = [Infinity, Infinity, -Infinity, -Infinity];
        for (let rings = reader.unsigned(); rings > 0; rings--) {
            const n = reader.unsigned(), xy = new Float64Array(2 * n);
            for (let i = 0; i < n; i++) {
                xy[2 * i] = x += reader.signed();
                xy[2 * i + 1] = y += reader.signed();
                b[0] = Math.min(b[0], x);
                b[1] = Math.min(b[1], y);
                b[2] = Math.max(b[2], x);
                b[3] = Math.max(b[3], y);
            }
            ring.push(xy);
        }
        first.push(ring.length);
        box.push(b);
    }
    return {kind: 'polygon', n: set.n, first, ring, box};
}

const unpackedSets = [];

/* A set of shapes, unpacked when it is first needed. */
function shapesOf(number) {
    if (!unpackedSets[number]) {
        const set = data.map.sets[number];
        unpackedSets[number] = set.kind === 'point' ? unpackPoints(set) : unpackPolygons(set);
    }
    return unpackedSets[number];
}

function prepare(layer) {
    if (layer.shapes) return layer;
    layer.shapes = shapesOf(layer.set);
    const n = layer.shapes.n;
    layer.number = unpackClasses(layer, n);
    layer.names = layer.hover ? unpackNumbers(layer.hover, n) : null;
    if (layer.label && layer.label.text) {
        layer.labels = unpackNumbers(layer.label.text, n);
        const priority = unpackNumbers(layer.label.priority, n);
        layer.labelOrder = Array.from(priority.keys()).sort((a, b) => priority[b] - priority[a] || a - b);
    }
    if (layer.spread) layer.shift = shiftsOf(layer.shapes.xy);
    return layer;
}

/* Which place in the row of those at the same spot a point has, from -k/2 to k/2. */
function shiftsOf(xy) {
    const there = new Map(), shift = new Float32Array(xy.length / 2);
    for (let i = 0; i < shift.length; i++) {
        const key = xy[2 * i] + ' ' + xy[2 * i + 1];
        if (!there.has(key)) there.set(key, []);
        there.get(key).push(i);
    }
    for (const list of there.values())
        list.forEach((i, place) => { shift[i] = place - (list.length - 1) / 2; });
    return shift;
}

/* ---- which layers there are ---- */

const layers = data.map.layers;
const kinds = []; /* {kind, title, group, ofScenario}, in the order of the sheet */
for (const layer of layers)
    if (!kinds.some((k) => k.kind === layer.kind))
        kinds.push({kind: layer.kind, title: layer.title, ofScenario: layer.scenario !== null,
                    group: layer.scenario === null ? layer.group : null});

function layerOf(kind, scenario) {
    return layers.find((l) => l.kind === kind && (l.scenario === null || l.scenario === scenario));
}

const unitLayer = layers.find((l) => data.map.sets[l.set].kind === 'polygon' &&
                                     data.map.sets[l.set].n === units.length);

/* ---- what is shown ---- */

const state = {
    left: data.main,
    right: null,
    divider: 50,
    kinds: new Set(layers.filter((l) => l.visible).map((l) => l.kind)),
    unit: -1,
};

function scenarioTitle(name) {
    const found = scenarios.find((s) => s.name === name);
    return found ? found.title : name;
}

function storyOf(name, unit) {
    return scenarios.find((s) => s.name === name).story[unit];
}

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

function pointAt(layer, view, i, size) {
    const xy = layer.shapes.xy, shift = layer.shift ? layer.shift[i] * size : 0;
    return [view.x(xy[2 * i]) + shift, view.y(xy[2 * i + 1])];
}

function drawPoints(context, view, layer) {
    layer.classes.forEach((look, number) => {
        const size = pointSize(look, view), shape = size < 4 && look.shape === 'circle' ? 'square' : look.shape;
        context.beginPath();
        for (let i = 0; i < layer.shapes.n; i++) {
            if (layer.number[i] !== number) continue;
            const [x, y] = pointAt(layer, view, i, size);
            if (x < -size || y < -size || x > view.size.x + size || y > view.size.y + size) continue;
            tracePoint(context, shape, x, y, size);
        }
        paint(context, size < 4 ? {fill: look.fill || look.stroke} : look);
    });
}

function isNearEnough(layer, view) {
    return !(layer.scale > 0) || view.scale <= layer.scale;
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
        const text = texts[layer.labels[i]], at = text && left > 0 && !told.has(text) ? labelPlace(layer, view, i, height) : null;
        if (!at) continue;
        const half = context.measureText(text).width / 2 + 2;
        const box = [at[0] - half, at[1] - height * 0.6, at[0] + half, at[1] + height * 0.6];
        if (taken.some((b) => b[0] < box[2] && b[2] > box[0] && b[1] < box[3] && b[3] > box[1])) continue;
        taken.push(box);
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

/* In the middle of a polygon's box, above a point; null: not in the picture. */
function labelPlace(layer, view, i, height) {
    const shapes = layer.shapes;
    let x, y;
    if (shapes.kind === 'polygon') {
        const b = shapes.box[i];
        if (!view.meets(b)) return null;
        x = view.x((b[0] + b[2]) / 2);
        y = view.y((b[1] + b[3]) / 2);
        if ((b[2] - b[0]) * view.k < 20) return null;
    } else {
        const size = pointSize(layer.classes[layer.number[i]], view);
        [x, y] = pointAt(layer, view, i, size);
        y -= size / 2 + height * 0.6;
    }
    return x < 0 || y < 0 || x > view.size.x || y > view.size.y ? null : [x, y];
}

function drawSelected(context, view) {
    if (state.unit < 0 || !unitLayer) return;
    const shapes = prepare(unitLayer).shapes;
    context.lineJoin = 'round';
    for (const [colour, width] of [['#ffffff', 6], ['#111111', 3]]) {
        context.beginPath();
        tracePolygon(context, view, shapes, state.unit);
        context.strokeStyle = colour;
        context.lineWidth = width;
        context.stroke();
    }
}

function shownLayers(scenario) {
    return layers.filter((l) => state.kinds.has(l.kind) && (l.scenario === null || l.scenario === scenario));
}

function drawScenario(context, view, scenario) {
    const shown = shownLayers(scenario).filter((l) => isNearEnough(l, view)).map(prepare);
    for (const layer of shown)
        if (layer.shapes.kind === 'polygon') drawPolygons(context, view, layer);
        else drawPoints(context, view, layer);
    drawSelected(context, view);
    const taken = [], told = new Set();
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
        const border = this._map.containerPointToLayerPoint([size.x * state.divider / 100, 0]).x - this._bounds.min.x;
        const inset = this.options.side === 'right' ? [0, 0, 0, border] : [0, whole.x - border, 0, 0];
        this._container.style.clipPath = state.right === null ? 'none'
            : 'inset(' + inset.map((v) => Math.max(0, v) + 'px').join(' ') + ')';
    },
});

/* ---- the page around the map ---- */

const atlas = document.getElementById('atlas');
const ui = {};

function buildControls() {
    ui.search = element('input', {type: 'search', id: 'search', role: 'combobox', autocomplete: 'off',
        'aria-expanded': 'false', 'aria-controls': 'found', 'aria-autocomplete': 'list',
        placeholder: words.search, 'aria-label': words.search});
    ui.found = element('ul', {id: 'found', role: 'listbox', 'aria-label': words.found, hidden: true});
    ui.left = scenarioSelect('left', scenarios);
    ui.right = scenarioSelect('right', scenarios);
    ui.right.prepend(element('option', {value: ''}, words.nothing));
    ui.swap = element('button', {type: 'button', id: 'swap', title: words.switch, 'aria-label': words.switch}, '⇄');
    ui.layers = element('div', {id: 'layers'});
    ui.legend = element('div', {id: 'legend'});
    ui.story = element('div', {id: 'story', role: 'region', 'aria-live': 'polite', 'aria-label': words.story});
    return element('div', {id: 'panel'},
        element('div', {class: 'search'}, ui.search, ui.found),
        element('div', {class: 'choice'},
            element('label', {for: 'left'}, words.scenario), ui.left, ui.swap,
            element('label', {for: 'right'}, words.beside), ui.right),
        ui.story,
        element('details', {id: 'legend-box', open: true}, element('summary', {}, words.legend), ui.legend),
        element('details', {id: 'layer-box'}, element('summary', {}, words.layers), ui.layers));
}

function scenarioSelect(id, list) {
    return element('select', {id}, ...list.map((s) => element('option', {value: s.name}, s.title)));
}

function buildMap() {
    ui.view = element('div', {id: 'view', role: 'application', 'aria-label': words.map_help});
    ui.divider = element('input', {type: 'range', id: 'divider', min: 0, max: 100, step: 1, 'aria-label': words.divider});
    ui.line = element('div', {id: 'line', 'aria-hidden': 'true'});
    ui.sides = element('div', {id: 'sides', 'aria-hidden': 'true'}, element('span', {}), element('span', {}));
    ui.tip = element('div', {id: 'tip', role: 'tooltip', hidden: true});
    return element('div', {id: 'frame'}, ui.view, ui.line, ui.sides, ui.divider, ui.tip);
}

/* ---- legend and layers ---- */

function swatch(look, polygon) {
    const canvas = element('canvas', {width: 52, height: 32, 'aria-hidden': 'true'});
    const context = canvas.getContext('2d');
    context.scale(2, 2);
    context.beginPath();
    if (polygon) context.rect(2, 2, 22, 12);
    else tracePoint(context, look.shape, 13, 8, Math.min(14, Math.max(5, look.size)));
    paint(context, look);
    return canvas;
}

function showLegend() {
    const shown = kinds.filter((k) => state.kinds.has(k.kind)).map((k) => layerOf(k.kind, state.left) || layerOf(k.kind, state.right)).filter(Boolean);
    ui.legend.replaceChildren(...shown.reverse().map((layer) => {
        const polygon = data.map.sets[layer.set].kind === 'polygon';
        const rows = layer.classes.filter((c) => c.label).map((c) => element('li', {}, swatch(c, polygon), c.label));
        const far = map && layer.scale > 0 && new View(map, L.point(0, 0), map.getSize()).scale > layer.scale;
        return element('div', {class: 'legend-layer'},
            element('h4', {}, layer.legend || layer.title),
            ...(far ? [element('p', {class: 'note'}, words.nearer_needed)] : []),
            element('ul', {}, ...rows));
    }));
}

function layerSwitch(kind) {
    const box = element('input', {type: 'checkbox', value: kind.kind, id: 'layer-' + kind.kind});
    box.addEventListener('change', () => {
        if (box.checked) state.kinds.add(kind.kind);
        else state.kinds.delete(kind.kind);
        refresh();
    });
    return element('label', {for: box.id}, box, ' ' + kind.title);
}

function buildLayers() {
    const groups = [[words.scenario, kinds.filter((k) => k.ofScenario)]];
    for (const kind of kinds.filter((k) => !k.ofScenario)) {
        const group = groups.find((g) => g[0] === kind.group);
        if (group) group[1].push(kind);
        else groups.push([kind.group, [kind]]);
    }
    ui.layers.replaceChildren(...groups.filter((g) => g[1].length).map(([title, list]) =>
        element('fieldset', {}, element('legend', {}, title || words.layers), ...list.map(layerSwitch))));
}

function showControls() {
    ui.left.value = state.left;
    ui.right.value = state.right || '';
    for (const box of ui.layers.querySelectorAll('input')) box.checked = state.kinds.has(box.value);
    ui.divider.value = state.divider;
    const two = state.right !== null;
    for (const part of [ui.divider, ui.line, ui.sides]) part.hidden = !two;
    ui.line.style.left = state.divider + '%';
    ui.sides.children[0].textContent = scenarioTitle(state.left);
    ui.sides.children[1].textContent = two ? scenarioTitle(state.right) : '';
}

/* ---- stories ---- */

function storyBlock(name) {
    const block = element('div', {class: 'story-of'}, element('h4', {}, scenarioTitle(name)));
    for (const [, , , ...lines] of storyOf(name, state.unit))
        block.append(element('ul', {}, ...lines.map((line) => element('li', {}, texts[line]))));
    return block;
}

function showStory() {
    ui.story.classList.toggle('open', state.unit >= 0);
    if (state.unit < 0) {
        ui.story.replaceChildren(element('p', {class: 'hint'}, words.hint));
        return;
    }
    const close = element('button', {type: 'button', class: 'close', 'aria-label': words.close, title: words.close}, '×');
    close.addEventListener('click', () => choose(-1));
    ui.story.replaceChildren(close,
        element('h3', {}, texts[units[state.unit][0]]),
        element('p', {class: 'unit-line'}, texts[units[state.unit][4]]),
        ...[state.left, state.right].filter(Boolean).map(storyBlock));
}

function choose(unit, look) {
    state.unit = unit;
    showStory();
    redraw();
    markRow();
    if (unit >= 0 && look && unitLayer) {
        const b = prepare(unitLayer).shapes.box[unit];
        map.fitBounds([[b[1], b[0]], [b[3], b[2]]], {maxZoom: 7, padding: [40, 40]});
    }
    writeLink();
}

/* ---- what lies where ---- */

function isInside(shapes, p, x, y) {
    const b = shapes.box[p];
    if (x < b[0] || x > b[2] || y < b[1] || y > b[3]) return false;
    let inside = false;
    for (let r = shapes.first[p]; r < shapes.first[p + 1]; r++) {
        const xy = shapes.ring[r];
        for (let i = 0, j = xy.length - 2; i < xy.length; j = i, i += 2)
            if (xy[i + 1] > y !== xy[j + 1] > y &&
                x < (xy[j] - xy[i]) * (y - xy[i + 1]) / (xy[j + 1] - xy[i + 1]) + xy[i])
                inside = !inside;
    }
    return inside;
}

function unitAt(x, y) {
    if (!unitLayer) return -1;
    const shapes = prepare(unitLayer).shapes;
    for (let p = 0; p < shapes.n; p++) if (isInside(shapes, p, x, y)) return p;
    return -1;
}

/* The unit of the scenario's point nearest to the place, within the touch. */
function unitOfPointAt(scenario, x, y, reach) {
    let best = -1, least = reach * reach;
    scenarios.find((s) => s.name === scenario).story.forEach((list, unit) => {
        for (const [point] of list) {
            if (point < 0) continue;
            const dx = points[point][2] - x, dy = points[point][3] - y, far = dx * dx + dy * dy;
            if (far < least) {
                least = far;
                best = unit;
            }
        }
    });
    return best;
}

function sideAt(containerX) {
    return state.right !== null && containerX > map.getSize().x * state.divider / 100 ? state.right : state.left;
}

/* The topmost feature with a name or a class, as {layer, feature}. */
function featureAt(scenario, latlng) {
    const view = new View(map, map.containerPointToLayerPoint([0, 0]), map.getSize());
    const x = view.x(latlng.lng), y = view.y(latlng.lat);
    for (const layer of shownLayers(scenario).reverse()) {
        if (!layer.shapes || !isNearEnough(layer, view)) continue;
        if (layer.shapes.kind === 'polygon') {
            for (let p = 0; p < layer.shapes.n; p++)
                if (isInside(layer.shapes, p, latlng.lng, latlng.lat)) return {layer, feature: p};
            continue;
        }
        for (let i = layer.shapes.n - 1; i >= 0; i--) {
            const size = pointSize(layer.classes[layer.number[i]], view);
            const [px, py] = pointAt(layer, view, i, size), reach = Math.max(4, size / 2 + 1);
            if (Math.abs(px - x) < reach && Math.abs(py - y) < reach) return {layer, feature: i};
        }
    }
    return null;
}

function tipText(scenario, latlng) {
    const lines = [], unit = unitAt(latlng.lng, latlng.lat), hit = featureAt(scenario, latlng);
    if (unit >= 0) {
        const of = texts[units[unit][1]], name = texts[units[unit][0]];
        lines.push(of && of !== name ? fill(words.of, name, of) : name);
    }
    if (hit) {
        const name = hit.layer.names ? texts[hit.layer.names[hit.feature]] : '';
        const label = hit.layer.classes[hit.layer.number[hit.feature]].label;
        const what = (hit.layer.legend || hit.layer.title) + (label && label !== hit.layer.title ? ': ' + label : '');
        if (name && hit.layer.shapes.kind === 'point') lines.push(name);
        lines.push(what);
    }
    return lines;
}

function showTip(event) {
    const lines = tipText(sideAt(event.containerPoint.x), event.latlng);
    ui.tip.hidden = lines.length === 0;
    ui.tip.replaceChildren(...lines.map((line) => element('div', {}, line)));
    const size = map.getSize();
    ui.tip.style.left = Math.min(event.containerPoint.x + 14, size.x - ui.tip.offsetWidth - 4) + 'px';
    ui.tip.style.top = Math.min(event.containerPoint.y + 14, size.y - ui.tip.offsetHeight - 4) + 'px';
}

function click(event) {
    const reach = MIN_TOUCH / new View(map, L.point(0, 0), map.getSize()).k;
    const scenario = sideAt(event.containerPoint.x), {lng, lat} = event.latlng;
    const unit = unitOfPointAt(scenario, lng, lat, reach);
    choose(unit >= 0 ? unit : unitAt(lng, lat));
}

/* ---- search ---- */

let index = null;

function buildIndex() {
    index = [];
    units.forEach((u, i) => index.push({text: texts[u[0]], of: texts[u[1]], what: words.unit, unit: i}));
    const owner = new Map();
    for (const s of scenarios)
        s.story.forEach((list, u) => { for (const [p] of list) if (p >= 0 && !owner.has(p)) owner.set(p, u); });
    points.forEach((p, i) => { if (owner.has(i)) index.push({text: texts[p[0]], of: texts[units[owner.get(i)][0]], what: texts[p[1]], unit: owner.get(i), xy: [p[2], p[3]]}); });
    for (const p of data.places)
        index.push({text: texts[p[0]], of: p[1] >= 0 ? texts[units[p[1]][0]] : '', what: words.place, unit: p[1], xy: [p[2], p[3]]});
    for (const entry of index) entry.plain = plain(entry.text);
}

function findEntries(typed) {
    const wanted = plain(typed.trim());
    if (!wanted) return [];
    if (!index) buildIndex();
    const rank = (e) => e.plain === wanted ? 0 : e.plain.startsWith(wanted) ? 1 : e.plain.includes(' ' + wanted) ? 2 : 3;
    return index.map((entry, order) => ({entry, order})).filter(({entry}) => entry.plain.includes(wanted))
        .sort((a, b) => rank(a.entry) - rank(b.entry) || a.order - b.order).slice(0, 12).map(({entry}) => entry);
}

let foundEntries = [], foundAt = -1;

function showFound() {
    foundEntries = findEntries(ui.search.value);
    foundAt = foundEntries.length ? 0 : -1;
    const typed = ui.search.value.trim() !== '';
    ui.found.replaceChildren(...foundEntries.map((e, i) => {
        const item = element('li', {role: 'option', id: 'found-' + i},
            element('strong', {}, e.text), ' ', element('span', {}, e.of && e.of !== e.text ? e.what + ', ' + e.of : e.what));
        item.addEventListener('mousedown', (event) => {
            event.preventDefault();
            take(i);
        });
        return item;
    }));
    if (typed && !foundEntries.length) ui.found.append(element('li', {class: 'nothing'}, words.nothing_found));
    ui.found.hidden = !typed;
    ui.search.setAttribute('aria-expanded', String(typed));
    markFound();
}

function markFound() {
    [...ui.found.children].forEach((item, i) => item.setAttribute('aria-selected', String(i === foundAt)));
    if (foundAt < 0) ui.search.removeAttribute('aria-activedescendant');
    else ui.search.setAttribute('aria-activedescendant', 'found-' + foundAt);
    if (foundAt >= 0) ui.found.children[foundAt].scrollIntoView({block: 'nearest'});
}

function hideFound() {
    ui.found.hidden = true;
    ui.search.setAttribute('aria-expanded', 'false');
    ui.search.removeAttribute('aria-activedescendant');
}

function take(i) {
    const entry = foundEntries[i];
    hideFound();
    if (!entry) return;
    ui.search.value = entry.text;
    if (entry.xy) map.setView([entry.xy[1], entry.xy[0]], Math.max(map.getZoom(), 5.5));
    choose(entry.unit, !entry.xy);
}

function searchKey(event) {
    const n = foundEntries.length;
    if (event.key === 'ArrowDown' && n) foundAt = (foundAt + 1) % n;
    else if (event.key === 'ArrowUp' && n) foundAt = (foundAt + n - 1) % n;
    else if (event.key === 'Enter' && foundAt >= 0) take(foundAt);
    else if (event.key === 'Escape' && !ui.found.hidden) event.stopPropagation();
    else return;
    event.preventDefault();
    if (event.key === 'Escape') hideFound();
    else if (!ui.found.hidden) markFound();
}

/* ---- permalink ---- */

function linkText() {
    const centre = map.getCenter(), parts = {
        s: state.left, b: state.right, d: state.right === null ? null : state.divider,
        l: [...state.kinds].sort().join(','), x: Math.round(centre.lng), y: Math.round(centre.lat),
        z: map.getZoom(), u: state.unit >= 0 ? units[state.unit][2] : null, lang: words.language};
    return Object.entries(parts).filter(([, v]) => v !== null)
        .map(([k, v]) => k + '=' + encodeURIComponent(v)).join('&');
}

let ready = false, written = '';

function writeLink() {
    if (!ready) return;
    written = '#' + linkText();
    history.replaceState(null, '', written);
}

function readLink() {
    if (!location.hash.includes('=') || location.hash === written) return false;
    const parts = {};
    for (const part of location.hash.slice(1).split('&')) {
        const at = part.indexOf('=');
        try {
            if (at > 0) parts[part.slice(0, at)] = decodeURIComponent(part.slice(at + 1));
        } catch (error) {
            continue; /* a link that was cut */
        }
    }
    const known = (name) => scenarios.some((s) => s.name === name);
    if (known(parts.s)) state.left = parts.s;
    state.right = known(parts.b) ? parts.b : null;
    if (parts.d >= 0 && parts.d <= 100) state.divider = Number(parts.d);
    if (parts.l !== undefined) state.kinds = new Set(parts.l.split(',').filter((k) => kinds.some((known_) => known_.kind === k)));
    state.unit = units.findIndex((u) => u[2] === parts.u);
    const [x, y, z] = [parts.x, parts.y, parts.z].map(Number);
    if (parts.z !== undefined && [x, y, z].every(Number.isFinite)) map.setView([y, x], z, {animate: false});
    return true;
}

/* ---- the list of units ---- */

const list = {rows: [], sort: 0, down: false, filter: ''};
const COLUMNS = ['unit', 'municipality', 'people', 'point', 'role', 'mean', 'reason'];
const FIGURES = ['people', 'mean']; /* the columns of numbers */

function listRows() {
    return units.map((u, i) => {
        const story = storyOf(state.left, i), first = story[0] || [-1, 'none', null, 0];
        const names = story.filter(([p]) => p >= 0).map(([p]) => texts[points[p][0]]).join(', ');
        return {unit: i, cells: [texts[u[0]], texts[u[1]], u[3], names, words[first[1]] || first[1], first[2],
                                 story.map((s) => texts[s[3]]).join(' ')]};
    });
}

function compareCells(a, b) {
    if (typeof a === 'number' || typeof b === 'number') return (a === null ? -1 : a) - (b === null ? -1 : b);
    return String(a).localeCompare(String(b), words.language);
}

function showList() {
    const wanted = plain(list.filter.trim());
    const rows = list.rows.filter((r) => !wanted || r.cells.some((c) => plain(String(c === null ? '' : c)).includes(wanted)));
    rows.sort((a, b) => (list.down ? -1 : 1) * compareCells(a.cells[list.sort], b.cells[list.sort]) || a.unit - b.unit);
    ui.listBody.replaceChildren(...rows.map(listRow));
    ui.listCount.textContent = fill(words.rows, wholeNumber(rows.length), wholeNumber(units.length));
    ui.listHead.forEach((th, c) => th.setAttribute('aria-sort', c !== list.sort ? 'none' : list.down ? 'descending' : 'ascending'));
    markRow();
}

function listRow(row) {
    const open = element('button', {type: 'button', class: 'link'}, row.cells[0]);
    open.addEventListener('click', () => {
        choose(row.unit, true);
        atlas.scrollIntoView({block: 'start'});
    });
    const tr = element('tr', {'data-unit': row.unit}, element('th', {scope: 'row'}, open));
    row.cells.slice(1).forEach((cell, c) => {
        const name = COLUMNS[c + 1], kind = name === 'reason' ? 't why' : FIGURES.includes(name) ? null : 't';
        tr.append(element('td', {class: kind}, cell === null ? '–' : typeof cell === 'number' ? wholeNumber(cell) : cell));
    });
    return tr;
}

function markRow() {
    if (!ui.listBody) return;
    for (const row of ui.listBody.querySelectorAll('[aria-current]')) row.removeAttribute('aria-current');
    const row = ui.listBody.querySelector('[data-unit="' + state.unit + '"]');
    if (row) row.setAttribute('aria-current', 'true');
}

function buildList() {
    const filter = element('input', {type: 'search', id: 'filter', placeholder: words.filter, 'aria-label': words.filter});
    filter.addEventListener('input', () => {
        list.filter = filter.value;
        showList();
    });
    ui.listCount = element('span', {class: 'note', 'aria-live': 'polite'});
    ui.listScenario = element('strong', {});
    ui.listHead = COLUMNS.map((name, c) => {
        const button = element('button', {type: 'button', title: words.sort}, words[name]);
        button.addEventListener('click', () => {
            list.down = list.sort === c && !list.down;
            list.sort = c;
            showList();
        });
        return element('th', {scope: 'col', class: FIGURES.includes(name) ? null : 't'}, button);
    });
    ui.listBody = element('tbody', {});
    document.getElementById('units').append(
        element('p', {class: 'list-head'}, ui.listScenario, ' ', filter, ' ', ui.listCount),
        element('div', {class: 'wide', tabindex: 0}, element('table', {class: 'units'}, element('thead', {}, element('tr', {}, ...ui.listHead)), ui.listBody)));
}

function fillList() {
    list.rows = listRows();
    ui.listScenario.textContent = fill('%s: %s', words.scenario, scenarioTitle(state.left));
    showList();
}

/* ---- all together ---- */

let map, sheets = [];

function redraw() {
    for (const sheet of sheets) sheet.draw();
}

function refresh() {
    showControls();
    if (state.right === null) sheets[1].remove();
    else if (!map.hasLayer(sheets[1])) sheets[1].addTo(map);
    redraw();
    showLegend();
    showStory();
    writeLink();
}

function wholeCountry() {
    const b = data.map.box;
    map.fitBounds([[b[1], b[0]], [b[3], b[2]]], {animate: false, padding: [8, 8]});
}

function makeMap() {
    const crs = L.extend({}, L.CRS.Simple, {transformation: new L.Transformation(1 / METRES_A_PIXEL, 0, -1 / METRES_A_PIXEL, 0)});
    map = L.map(ui.view, {crs, attributionControl: false, zoomControl: false, zoomSnap: 0.25, zoomDelta: 1, minZoom: -4, maxZoom: 13, keyboard: true, tap: false});
    L.control.zoom({zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out}).addTo(map);
    const whole = element('a', {href: '#', role: 'button', title: words.whole, 'aria-label': words.whole}, '⌂');
    L.DomEvent.on(whole, 'click', (event) => {
        L.DomEvent.stop(event);
        wholeCountry();
    });
    ui.view.querySelector('.leaflet-control-zoom').append(whole);
    L.control.scale({imperial: false, position: 'bottomright'}).addTo(map);
    wholeCountry();
    sheets = [new Sheet({side: 'left', scenario: () => state.left}), new Sheet({side: 'right', scenario: () => state.right})];
}

function listen() {
    ui.left.addEventListener('change', () => { state.left = ui.left.value; refresh(); fillList(); });
    ui.right.addEventListener('change', () => { state.right = ui.right.value || null; refresh(); });
    ui.swap.addEventListener('click', () => {
        if (state.right === null) return;
        [state.left, state.right] = [state.right, state.left];
        refresh();
        fillList();
    });
    ui.divider.addEventListener('input', () => {
        state.divider = Number(ui.divider.value);
        showControls();
        for (const sheet of sheets) if (map.hasLayer(sheet)) sheet.cut();
        writeLink();
    });
    ui.search.addEventListener('input', showFound);
    ui.search.addEventListener('keydown', searchKey);
    ui.search.addEventListener('blur', hideFound);
    map.on('click', click);
    map.on('move zoom', () => { for (const sheet of sheets) if (map.hasLayer(sheet)) sheet.cut(); });
    map.on('moveend', () => { writeLink(); showLegend(); });
    let waiting = null;
    map.on('mousemove', (event) => {
        if (!waiting) requestAnimationFrame(() => { const last = waiting; waiting = null; showTip(last); });
        waiting = event;
    });
    map.on('mouseout', () => { ui.tip.hidden = true; });
    map.on('movestart', () => { ui.tip.hidden = true; });
    ui.view.addEventListener('keydown', (event) => {
        const centre = map.getCenter();
        if (event.key === 'Enter' && event.target === ui.view) choose(unitAt(centre.lng, centre.lat));
    });
    /* on paper nothing can be opened */
    let closed = [];
    window.addEventListener('beforeprint', () => {
        closed = [...document.querySelectorAll('main details:not([open])')];
        for (const part of closed) part.open = true;
    });
    window.addEventListener('afterprint', () => { for (const part of closed) part.open = false; });
    document.addEventListener('keydown', (event) => { if (event.key === 'Escape' && state.unit >= 0) choose(-1); });
    window.addEventListener('hashchange', () => { if (readLink()) { refresh(); fillList(); } });
}

function start() {
    atlas.append(buildControls(), buildMap());
    buildLayers();
    makeMap();
    readLink();
    sheets[0].addTo(map);
    refresh();
    /* when the first picture stands; told for whoever measures */
    requestAnimationFrame(() => { atlas.dataset.drawn = Math.round(performance.now()); });
    buildList();
    fillList();
    listen();
    ready = true;
    /* a link to a part of the page: what stands above it is as long as it will be only now */
    const part = location.hash.includes('=') ? null : document.getElementById(location.hash.slice(1));
    if (part) part.scrollIntoView();
}

start();
})();
