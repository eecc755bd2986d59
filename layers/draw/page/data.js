/*
 * data.js - what the page holds, unpacked: shapes, classes, texts, stories. The parts data.js,
 * draw.js, panel.js, find.js, list.js and start.js are one script of the page, in this order.
 *
 * Everything shown stands in the element #data: shapes, the class of every feature and the looks of
 * every class come ready from the program, so no rule is here.
 */
'use strict';

const data = JSON.parse(document.getElementById('data').textContent);
const words = data.words, texts = data.strings, units = data.stories.units;
const points = data.stories.points, scenarios = data.stories.scenarios;
/* municipalities and regions: scope, number in its scope, name, code, line, lines of each scenario */
const areas = data.stories.areas.map(([scope, number, name, code, line, lines]) => ({
    scope, code, name: texts[name], line: texts[line], lines,
    units: [...units.keys()].filter((u) => units[u][scope === 'region' ? 6 : 5] === number)}));
const MIN_TOUCH = 12; /* pixels around the pointer that count as a hit */
const METRES_A_PIXEL = 4096; /* at zoom 0 */
const MOST_TOLD = 6; /* lines beside the pointer */
const MOST_FOUND = 12; /* results of a search */
const SCREEN_M = 0.0254 / 96; /* a pixel of CSS, for scales */

/* ---- small things ---- */

function element(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {}))
        if (value !== null && value !== false) made.setAttribute(name, value === true ? '' : value);
    made.append(...children);
    return made;
}

/* A button with a sign on it and words for those who cannot see it. */
function button(sign, title, attributes) {
    return element('button', {type: 'button', title, 'aria-label': title, ...attributes}, sign);
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

function unpackSmall(text, bits, n) {
    const bytes = bytesOf(text);
    if (bits === 8) return bytes;
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

/* The side of the cell that each point is, in metres, 0 of one that is none; null: all are none. */
function sidesOf(cells, n) {
    if (!cells) return null;
    if (!cells.number) return new Float64Array(n).fill(cells.metres[0]);
    return Float64Array.from(unpackSmall(cells.number, cells.bits, n).subarray(0, n), (s) => cells.metres[s]);
}

function prepare(layer) {
    if (layer.shapes) return layer;
    layer.shapes = shapesOf(layer.set);
    const n = layer.shapes.n;
    layer.number = unpackSmall(layer.class, layer.bits, n);
    layer.side = sidesOf(layer.cells, n);
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

/* The layer of that kind, of the plan or of the scenario. Where the scenario has it in each catchment
 * (a layer of its own stands first), it is that of the scenario it is set beside. */
function layerOf(kind, scenario) {
    const own = layers.filter((l) => l.kind === kind && (l.scenario === null || l.scenario === scenario));
    if (own.length < 2) return own[0];
    const beside = scenario === state.left ? state.right : state.left;
    const other = layers.find((l) => l.kind === kind && l.scenario === beside);
    return own.find((l) => other && l.catchment === other.catchment) || own[0];
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
    area: -1, /* of `areas`; at most one of the two is chosen */
};

function scenarioTitle(name) {
    const found = scenarios.find((s) => s.name === name);
    return found ? found.title : name;
}

/* Of the scenario's own year, where it is of another one than the plan. */
function peopleOf(name, unit) {
    const own = scenarios.find((s) => s.name === name).people;
    return own ? own[unit] : units[unit][3];
}

/* Why a unit has no distance; the map tells the same. */
function reasonOfNone(name, unit) {
    return peopleOf(name, unit) === 0 ? words.nobody : words.out_of_reach;
}

function storyOf(name, unit) {
    return scenarios.find((s) => s.name === name).story[unit];
}
