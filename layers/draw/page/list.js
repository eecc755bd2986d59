/* list.js - the table of all units with their points. */

/* ---- the list of units ---- */

const list = {rows: [], sort: 0, down: false, filter: ''};
const COLUMNS = ['unit', 'municipality', 'people', 'point', 'role', 'mean', 'reason'];
const FIGURES = ['people', 'mean']; /* the columns of numbers */

function listRows() {
    return units.map((u, i) => {
        const story = storyOf(state.left, i), first = story[0] || [-1, 'none', null, 0];
        const names = story.filter(([p]) => p >= 0).map(([p]) => texts[points[p][0]]).join(', ');
        return {unit: i, cells: [texts[u[0]], texts[u[1]], peopleOf(state.left, i), names, words[first[1]] || first[1], first[2],
                                 story.map((s) => texts[s[3]]).join(' ')]};
    });
}

function compareCells(a, b) {
    if (typeof a === 'number' || typeof b === 'number') return (a === null ? -1 : a) - (b === null ? -1 : b);
    return String(a).localeCompare(String(b), words.language);
}

function showList() {
    const wanted = plain(list.filter.trim());
    const sign = list.down ? -1 : 1, c = list.sort;
    const rows = list.rows.filter((row) => !wanted ||
        row.cells.some((cell) => cell !== null && plain(String(cell)).includes(wanted)));
    rows.sort((a, b) => sign * compareCells(a.cells[c], b.cells[c]) || a.unit - b.unit);
    ui.listBody.replaceChildren(...rows.map(listRow));
    ui.listCount.textContent = fill(words.rows, wholeNumber(rows.length), wholeNumber(units.length));
    ui.listHead.forEach((th, column) => th.setAttribute('aria-sort',
        column !== list.sort ? 'none' : list.down ? 'descending' : 'ascending'));
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
        const text = cell === null ? '–' : typeof cell === 'number' ? wholeNumber(cell) : cell;
        const none = cell === null ? reasonOfNone(state.left, row.unit) : null;
        tr.append(element('td', {class: kind, title: none}, text,
            ...(none ? [element('span', {class: 'none'}, none)] : [])));
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
    const filter = element('input', {type: 'search', id: 'filter', placeholder: words.filter,
        'aria-label': words.filter});
    filter.addEventListener('input', () => {
        list.filter = filter.value;
        showList();
    });
    ui.listCount = element('span', {class: 'note', 'aria-live': 'polite'});
    ui.listScenario = element('strong', {});
    ui.listHead = COLUMNS.map((name, c) => {
        const sort = element('button', {type: 'button', title: words.sort}, words[name]);
        sort.addEventListener('click', () => {
            list.down = list.sort === c && !list.down;
            list.sort = c;
            showList();
        });
        return element('th', {scope: 'col', 'data-name': words[name],
            class: FIGURES.includes(name) ? null : 't'}, sort);
    });
    ui.listBody = element('tbody', {});
    document.getElementById('units').append(
        element('p', {class: 'list-head'}, ui.listScenario, ' ', filter, ' ', ui.listCount),
        element('div', {class: 'wide', tabindex: 0}, element('table', {class: 'units'},
            element('thead', {}, element('tr', {}, ...ui.listHead)), ui.listBody)));
}

function fillList() {
    list.rows = listRows();
    ui.listScenario.textContent = fill('%s: %s', words.scenario, scenarioTitle(state.left));
    const people = scenarios.find((s) => s.name === state.left).people_title;
    const head = ui.listHead[COLUMNS.indexOf('people')];
    head.dataset.name = people;
    head.firstChild.textContent = people;
    showList();
}
