/* start.js - links to a view, the map itself, and what is done when. */

/* ---- permalink ---- */

/* A region and a municipality might share a code. */
function areaKey(area) {
    return area.scope + ':' + area.code;
}

function linkText() {
    const centre = map.getCenter(), parts = {
        s: state.left, b: state.right, d: state.right === null ? null : state.divider,
        l: [...state.kinds].sort().join(','), x: Math.round(centre.lng), y: Math.round(centre.lat),
        z: map.getZoom(), u: state.unit >= 0 ? units[state.unit][2] : null,
        a: state.area >= 0 ? areaKey(areas[state.area]) : null};
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
    if (parts.l !== undefined)
        state.kinds = new Set(parts.l.split(',').filter((name) => kinds.some((k) => k.kind === name)));
    state.unit = units.findIndex((u) => u[2] === parts.u);
    state.area = state.unit >= 0 ? -1 : areas.findIndex((a) => areaKey(a) === parts.a);
    const [x, y, z] = [parts.x, parts.y, parts.z].map(Number);
    if (parts.z !== undefined && [x, y, z].every(Number.isFinite)) map.setView([y, x], z, {animate: false});
    return true;
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
    const k = 1 / METRES_A_PIXEL;
    const crs = L.extend({}, L.CRS.Simple, {transformation: new L.Transformation(k, 0, -k, 0)});
    map = L.map(ui.view, {crs, attributionControl: false, zoomControl: false, zoomSnap: 0.25,
        zoomDelta: 1, minZoom: -4, maxZoom: 13, keyboard: true, tap: false});
    L.control.zoom({zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out}).addTo(map);
    const whole = element('a', {href: '#', role: 'button', title: words.whole,
        'aria-label': words.whole}, '⌂');
    L.DomEvent.on(whole, 'click', (event) => {
        L.DomEvent.stop(event);
        wholeCountry();
    });
    ui.view.querySelector('.leaflet-control-zoom').append(whole);
    L.control.scale({imperial: false, position: 'bottomright'}).addTo(map);
    wholeCountry();
    sheets = ['left', 'right'].map((side) => new Sheet({side, scenario: () => state[side]}));
}

function listen() {
    ui.left.addEventListener('change', () => { state.left = ui.left.value; refresh(); fillList(); });
    ui.right.addEventListener('change', () => {
        const alone = state.right === null;
        state.right = ui.right.value || null;
        if (alone) clearOfBorder();
        refresh();
    });
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
    document.addEventListener('keydown', (event) => {
        if (event.key === 'Escape' && (state.unit >= 0 || state.area >= 0)) choose(-1);
    });
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
