/* panel.js - the controls around the map: scenarios, layers, legend, and the story of a unit. */

/* ---- the page around the map ---- */

const atlas = document.getElementById('atlas');
const ui = {};

function buildControls() {
    ui.search = element('input', {type: 'search', id: 'search', role: 'combobox', autocomplete: 'off',
        'aria-expanded': 'false', 'aria-controls': 'found', 'aria-autocomplete': 'list',
        placeholder: words.search_short, title: words.search, 'aria-label': words.search});
    ui.found = element('ul', {id: 'found', role: 'listbox', 'aria-label': words.found, hidden: true});
    ui.left = scenarioSelect('left', scenarios);
    ui.right = scenarioSelect('right', scenarios);
    ui.right.prepend(element('option', {value: ''}, words.nothing));
    ui.swap = button('⇄', words.switch, {id: 'swap'});
    ui.layers = element('div', {id: 'layers'});
    ui.legend = element('div', {id: 'legend'});
    ui.story = element('div', {id: 'story', role: 'region', 'aria-live': 'polite',
        'aria-label': words.story});
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
    ui.divider = element('input', {type: 'range', id: 'divider', min: 0, max: 100, step: 1,
        'aria-label': words.divider});
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

function headingOf(layer) {
    return layer.legend || layer.title;
}

/* The layers of a kind that the legend tells: those of both sides where they are not of one measure. */
function toldLayers(kind) {
    const [left, right] = [state.left, state.right].map((s) => s === null ? undefined : layerOf(kind, s));
    const both = left && right && headingOf(left) !== headingOf(right);
    return both ? [right, left] : [left || right];
}

function showLegend() {
    const shown = kinds.filter((k) => state.kinds.has(k.kind)).flatMap((k) => toldLayers(k.kind))
        .filter((layer) => layer && layer.classes.some((c) => c.label)); // plain ground has no line
    ui.legend.replaceChildren(...shown.reverse().map((layer) => {
        const alone = shown.every((l) => l === layer || l.kind !== layer.kind);
        const polygon = data.map.sets[layer.set].kind === 'polygon';
        const rows = layer.classes.filter((c) => c.label)
            .map((c) => element('li', {}, swatch(c, polygon), c.label));
        const far = map && layer.scale > 0 && new View(map, L.point(0, 0), map.getSize()).scale > layer.scale;
        return element('div', {class: 'legend-layer'},
            element('h4', {}, (alone ? '' : scenarioTitle(layer.scenario) + ': ') + headingOf(layer)),
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
    const {people, people_title: title} = scenarios.find((s) => s.name === name);
    if (people) block.append(element('p', {class: 'note'}, title + ': ' + wholeNumber(people[state.unit])));
    const [told] = storyOf(name, state.unit);
    if (told && told[2] === null)
        block.append(element('p', {class: 'note'}, words.mean + ': – (' + reasonOfNone(name, state.unit) + ')'));
    for (const [, , , ...lines] of storyOf(name, state.unit))
        block.append(element('ul', {}, ...lines.map((line) => element('li', {}, texts[line]))));
    return block;
}

function areaBlock(name) {
    const lines = areas[state.area].lines[scenarios.findIndex((s) => s.name === name)];
    return element('div', {class: 'story-of'}, element('h4', {}, scenarioTitle(name)),
        element('ul', {}, ...lines.map((line) => element('li', {}, texts[line]))));
}

/* The units of the area, to go on to one of them. */
function unitsBlock() {
    const entries = areas[state.area].units
        .map((u) => [texts[units[u][0]], u])
        .sort((a, b) => a[0].localeCompare(b[0], words.language) || a[1] - b[1]);
    return element('div', {}, element('h4', {}, words.units_of),
        element('ul', {class: 'of-area', 'aria-label': words.units_of}, ...entries.map(([name, u]) => {
            const go = button(name, null, {class: 'link'});
            go.addEventListener('click', () => {
                choose(u, true);
                ui.story.querySelector('.close').focus(); /* the button itself is gone */
            });
            return element('li', {}, go);
        })));
}

function showStory() {
    const isArea = state.area >= 0, any = isArea || state.unit >= 0;
    ui.story.classList.toggle('open', any);
    if (!any) {
        ui.story.replaceChildren(element('p', {class: 'hint'}, words.hint));
        return;
    }
    const close = button('×', words.close, {class: 'close'});
    close.addEventListener('click', () => choose(-1));
    ui.story.replaceChildren(close,
        element('h3', {}, isArea ? areas[state.area].name : texts[units[state.unit][0]]),
        element('p', {class: 'unit-line'}, isArea ? areas[state.area].line : texts[units[state.unit][4]]),
        ...[state.left, state.right].filter(Boolean).map(isArea ? areaBlock : storyBlock),
        ...(isArea ? [unitsBlock()] : []));
}

/* ---- what is chosen ---- */

/* From and to which pixel the map is free to show something: with two scenarios side by side it is
 * the wider side, because on the border the handle would cover it. */
function freeWidth() {
    const width = map.getSize().x, border = width * state.divider / 100;
    if (state.right === null) return [0, width];
    return border * 2 >= width ? [0, border] : [border, width];
}

function lookAt(box, maxZoom) {
    const [from, to] = freeWidth(), size = map.getSize();
    const padX = Math.min(40, (to - from) / 8), padY = Math.min(40, size.y / 8);
    map.fitBounds([[box[1], box[0]], [box[3], box[2]]], {maxZoom,
        paddingTopLeft: [from + padX, padY], paddingBottomRight: [size.x - to + padX, padY]});
}

/* The box around what is chosen; null: nothing is. */
function chosenBox() {
    const chosen = state.area >= 0 ? areas[state.area].units : state.unit >= 0 ? [state.unit] : [];
    if (!chosen.length || !unitLayer) return null;
    const box = prepare(unitLayer).shapes.box, all = [Infinity, Infinity, -Infinity, -Infinity];
    for (const b of chosen.map((p) => box[p]))
        for (let i = 0; i < 4; i++) all[i] = i < 2 ? Math.min(all[i], b[i]) : Math.max(all[i], b[i]);
    return all;
}

function lookAtChosen() {
    const box = chosenBox();
    if (box) lookAt(box, 7);
}

/* Moves what is chosen away from the border between two scenarios that has just come up. */
function clearOfBorder() {
    const box = chosenBox(), [from, to] = freeWidth();
    if (!box || state.right === null) return;
    const west = map.latLngToContainerPoint([box[1], box[0]]).x;
    const east = map.latLngToContainerPoint([box[1], box[2]]).x;
    const border = from > 0 ? from : to;
    if (east < border || west > border) return;
    if (east - west > 0.75 * (to - from)) lookAtChosen();
    else map.panBy([(west + east) / 2 - (from + to) / 2, 0], {animate: false});
}

function showChosen(look) {
    showStory();
    redraw();
    markRow();
    if (look) lookAtChosen();
    writeLink();
}

function choose(unit, look) {
    state.unit = unit;
    state.area = -1;
    showChosen(look);
}

function chooseArea(area, look) {
    state.unit = -1;
    state.area = area;
    showChosen(look);
}
