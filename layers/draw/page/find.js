/* find.js - what lies under the pointer, and what a typed name may mean. */

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

/* The unit whose point is meant, else the one that lies there. */
function unitOf(scenario, {lng, lat}) {
    const reach = MIN_TOUCH / new View(map, L.point(0, 0), map.getSize()).k;
    const unit = unitOfPointAt(scenario, lng, lat, reach);
    return unit >= 0 ? unit : unitAt(lng, lat);
}

function sideAt(containerX) {
    const isRight = containerX > map.getSize().x * state.divider / 100;
    return state.right !== null && isRight ? state.right : state.left;
}

/* The topmost feature, as {layer, feature}; a polygon that is only a border is none. */
function featureAt(scenario, latlng) {
    const view = new View(map, map.containerPointToLayerPoint([0, 0]), map.getSize());
    const x = view.x(latlng.lng), y = view.y(latlng.lat);
    for (const layer of shownLayers(scenario).reverse()) {
        if (!layer.shapes || !isNearEnough(layer, view)) continue;
        if (layer.shapes.kind === 'polygon') {
            for (let p = 0; p < layer.shapes.n; p++)
                if (layer.classes[layer.number[p]].fill && isInside(layer.shapes, p, latlng.lng, latlng.lat))
                    return {layer, feature: p};
            continue;
        }
        for (let i = layer.shapes.n - 1; i >= 0; i--) {
            const size = symbolSize(layer, view, i);
            const [px, py] = pointAt(layer, view, i, size), reach = Math.max(4, size / 2 + 1);
            if (Math.abs(px - x) < reach && Math.abs(py - y) < reach) return {layer, feature: i};
        }
    }
    return null;
}

/* The unit, what lies there, and why the unit's point is where it is. */
function tipText(scenario, latlng) {
    const lines = [], unit = unitOf(scenario, latlng), hit = featureAt(scenario, latlng);
    if (unit >= 0) {
        const of = texts[units[unit][1]], name = texts[units[unit][0]];
        lines.push(of && of !== name ? fill(words.of, name, of) : name);
    }
    if (hit) {
        const name = hit.layer.names ? texts[hit.layer.names[hit.feature]] : '';
        const label = hit.layer.classes[hit.layer.number[hit.feature]].label;
        const title = headingOf(hit.layer);
        const what = label && label !== hit.layer.title ? title + ': ' + label : title;
        if (name && hit.layer.shapes.kind === 'point') lines.push(name);
        lines.push(what);
    }
    if (unit >= 0) for (const story of storyOf(scenario, unit)) lines.push(texts[story[3]]);
    return lines.slice(0, MOST_TOLD);
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
    choose(unitOf(sideAt(event.containerPoint.x), event.latlng));
}

/* ---- search ---- */

let index = null;

function buildIndex() {
    index = [];
    areas.forEach((a, i) => {
        const own = a.units.length === 1 ? units[a.units[0]] : null;
        /* a city that is a municipality by itself is found as the unit, which tells more */
        if (own && own[2] === a.code && texts[own[0]] === a.name) return;
        index.push({text: a.name, of: '', what: words[a.scope], area: i, code: a.code});
    });
    units.forEach((u, i) => index.push({text: texts[u[0]], of: texts[u[1]], what: words.unit, unit: i,
                                        code: u[2]}));
    const owner = new Map();
    for (const scenario of scenarios)
        scenario.story.forEach((list, unit) => {
            for (const [point] of list) if (point >= 0 && !owner.has(point)) owner.set(point, unit);
        });
    const add = (name, what, unit, x, y, code) => index.push({
        text: texts[name], of: unit >= 0 ? texts[units[unit][0]] : '', what, unit, code, xy: [x, y]});
    points.forEach(([name, kind, x, y, id], i) => {
        if (owner.has(i)) add(name, texts[kind], owner.get(i), x, y, id);
    });
    for (const [name, unit, x, y] of data.places) add(name, words.place, unit, x, y);
    for (const entry of index) {
        entry.plain = plain(entry.text);
        entry.plainCode = entry.code ? plain(entry.code) : '';
    }
}

/* How well a text fits what is typed: 0 is it, 1 begins so, 2 a word does, 3 has it within, 4 not. */
function fitOf(text, wanted) {
    if (text === wanted) return 0;
    if (text.startsWith(wanted)) return 1;
    return text.includes(' ' + wanted) ? 2 : text.includes(wanted) ? 3 : 4;
}

/* Areas that begin with what is typed come before points and places that are called so; a unit of
 * just that name comes before all. */
function rankOf(entry, wanted) {
    const fit = Math.min(fitOf(entry.plain, wanted), fitOf(entry.plainCode, wanted));
    if (fit > 3) return -1;
    if (entry.area !== undefined) return fit < 2 ? 1 + fit : 3 + fit;
    return fit === 0 && !entry.xy ? 0 : 3 + fit;
}

function findEntries(typed) {
    const wanted = plain(typed.trim());
    if (!wanted) return [];
    if (!index) buildIndex();
    for (const entry of index) entry.rank = rankOf(entry, wanted);
    /* sort keeps the order of those of one rank */
    return index.filter((entry) => entry.rank >= 0)
        .sort((a, b) => a.rank - b.rank).slice(0, MOST_FOUND);
}

let foundEntries = [], foundAt = -1;

function showFound() {
    foundEntries = findEntries(ui.search.value);
    foundAt = foundEntries.length ? 0 : -1;
    const typed = ui.search.value.trim() !== '';
    ui.found.replaceChildren(...foundEntries.map((e, i) => {
        const item = element('li', {role: 'option', id: 'found-' + i},
            element('strong', {}, e.text), ' ',
            element('span', {}, [e.what, e.of !== e.text ? e.of : '', e.code].filter(Boolean).join(', ')));
        item.addEventListener('mousedown', (event) => {
            event.preventDefault();
            take(i);
        });
        return item;
    }));
    if (typed && !foundEntries.length)
        ui.found.append(element('li', {class: 'nothing'}, words.nothing_found));
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
    if (entry.area !== undefined) {
        chooseArea(entry.area, true);
        return;
    }
    if (entry.xy) lookAt([...entry.xy, ...entry.xy], Math.max(map.getZoom(), 5.5));
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
