'use strict';
// Shows the graph that stands in the page. It asks nobody for anything, and writes text only as text.
const graph = JSON.parse(document.getElementById('graph').textContent);
const words = JSON.parse(document.getElementById('words').textContent);
const step = 200;
const state = { language: 'ar', view: 'relations', search: '', shown: step };

const entities = new Map(graph.entities.map((e) => [e.id, e]));
const claims = new Map();
for (const doc of graph.documents) for (const claim of doc.claims) claims.set(claim.id, { ...claim, doc });

const t = (key) => words[state.language][key] ?? key;
const term = (group, value) => (value ? words[state.language][`${group}.${value}`] ?? value : '');

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) node.setAttribute(name, value);
  node.append(...children.filter((child) => child !== undefined && child !== ''));
  return node;
}

const bdi = (text) => make('bdi', {}, text);
const nameOf = (e) => (state.language === 'en' && e.names?.find((n) => n.lang === 'en')?.text) || e.name;
const link = (id) => {
  const entity = entities.get(id);
  return entity ? make('a', { href: `#e-${id}` }, bdi(nameOf(entity))) : make('code', {}, id);
};
const list = (ids = []) => ids.flatMap((id, i) => (i ? [t('comma'), link(id)] : [link(id)]));

// Days and numbers are isolated: a line from right to left would turn their parts around.
const ltr = (text) => make('bdi', { dir: 'ltr' }, text);
const range = (from, to) => ltr(from === to ? String(from) : `${from ?? '…'} – ${to ?? '…'}`);
const days = (from, to) => (from || to ? range(from, to) : t('unknownTime'));

// The pieces between all bounds of marks, each with the roles of the marks that cover it.
function passage({ text, marks }) {
  const bounds = [...new Set([0, text.length, ...marks.flatMap((m) => [m.start, m.end])])].sort((a, b) => a - b);
  const quote = make('blockquote', { lang: 'ar', dir: 'rtl' });
  bounds.slice(0, -1).forEach((start, i) => {
    const piece = text.slice(start, bounds[i + 1]);
    const roles = [...new Set(marks.filter((m) => m.start <= start && m.end >= bounds[i + 1]).map((m) => m.role))];
    quote.append(roles.length ? make('mark', { class: roles.join(' '), title: roles.map((r) => term('role', r)).join(t('comma')) }, piece) : piece);
  });
  return quote;
}

function outlink(url, text) {
  return /^https?:\/\//i.test(url ?? '') ? make('a', { href: url, rel: 'noreferrer noopener', target: '_blank' }, bdi(text)) : bdi(text);
}

function claimCard(claim) {
  const { doc } = claim;
  const against = claim.status === 'denied' || claim.review === 'rejected';
  const head = make('p', {}, make('strong', {}, term('type', claim.type)));
  const details = [term('mode', claim.mode), term('phase', claim.phase), term('status', claim.status), term('certainty', claim.certainty),
    term('stance', claim.stance), term('review', claim.review)].filter(Boolean);
  head.append(` (${details.join(t('comma'))}) · `, days(claim.from, claim.to));
  const roles = make('p');
  const lasting = ['part-of', 'member-of', 'leads', 'speaks-for', 'ally-of'].includes(claim.type);
  const titles = lasting ? [t('subject'), t('object')] : [term('role', 'agent'), term('role', 'patient')];
  [claim.agents, claim.patients, claim.places].forEach((ids, i) => {
    if (ids?.length) roles.append(make('small', {}, `${titles[i] ?? term('role', 'place')}: `), ...list(ids), ' ');
  });
  for (const tally of claim.tallies ?? []) roles.append(make('small', {}, `${term('tally', tally.what)}: `), range(tally.min, tally.max), ' ');
  const chain = make('p', { class: 'quiet' }, make('small', {}, `${t('chain')}: `));
  for (const id of claim.sources ?? []) chain.append(link(id), t('arrow'));
  chain.append(bdi(doc.outlet || t('unknownOutlet')), t('arrow'), outlink(doc.url, doc.title || doc.key), ' (', days(doc.published, doc.published), ')');
  const rule = make('p', { class: 'quiet' }, make('small', {}, `${t('rule')}: `, make('code', {}, claim.rule), ' · ', make('code', {}, claim.id)));
  return make('article', { id: `c-${claim.id}`, class: against ? 'against' : undefined }, head, roles, passage(claim.passage), chain, rule);
}

function table(headings, rows) {
  return make('table', {}, make('thead', {}, make('tr', {}, ...headings.map((h) => make('th', { scope: 'col' }, h)))), make('tbody', {}, ...rows));
}

const row = (id, ...cells) => make('tr', { id }, ...cells.map((cell) => make('td', {}, ...[cell].flat())));
const witnesses = (ids = []) => ids.slice(0, 20).flatMap((id, i) => [i ? ' ' : '', make('a', { href: `#c-${id}` }, String(i + 1))]).concat(ids.length > 20 ? [` +${ids.length - 20}`] : []);

const views = {
  relations: {
    all: () => graph.relations,
    text: (r) => [entities.get(r.subject)?.name, entities.get(r.object)?.name, term('predicate', r.predicate), r.predicate].join(' '),
    show: (rs) => table([t('subject'), t('predicate'), t('object'), t('time'), t('supporting'), t('denying'), t('sources')], rs.map((r) => row(
      `r-${r.id}`, link(r.subject), term('predicate', r.predicate), link(r.object), days(r.from, r.to), witnesses(r.supporting), witnesses(r.denying), String(r.sources)))),
  },
  claims: {
    all: () => [...claims.values()],
    text: (c) => [c.passage.text, c.doc.outlet, c.doc.title, term('type', c.type), c.type, c.status].join(' '),
    show: (cs) => make('div', {}, make('p', {}, `${t('legend')}: `, ...['quote', 'trigger', 'agent', 'patient', 'place', 'source', 'time', 'tally', 'loaded']
      .flatMap((role) => [make('mark', { class: role }, term('role', role)), ' '])), ...cs.map(claimCard)),
  },
  entities: {
    all: () => graph.entities,
    text: (e) => [e.name, e.key, ...(e.names ?? []).map((n) => n.text)].join(' '),
    show: (es) => table([t('name'), t('kind'), t('otherNames'), t('position'), t('outside')], es.map((e) => row(
      `e-${e.id}`, bdi(nameOf(e)), term('kind', e.kind), (e.names ?? []).flatMap((n, i) => [i ? t('comma') : '', bdi(n.text)]),
      e.point ? ltr(`${e.point.lat}, ${e.point.lon}`) : '', Object.entries(e.external ?? {}).map(([k, v]) => `${k} ${v} `)))),
  },
  documents: {
    all: () => graph.documents,
    text: (d) => [d.key, d.title, d.outlet, d.url].join(' '),
    show: (ds) => table([t('outlet'), t('title'), t('published'), t('claims'), 'sha256'], ds.map((d) => row(
      `d-${d.id}`, bdi(d.outlet || t('unknownOutlet')), outlink(d.url, d.title || d.key), days(d.published, d.published), witnesses(d.claims.map((c) => c.id)), make('code', {}, d.sha256)))),
  },
  about: {
    all: () => [],
    text: () => '',
    show: () => make('div', {}, ...['aboutClaims', 'aboutDenied', 'aboutFiles', 'aboutHashes'].map((key) => make('p', {}, t(key)))),
  },
};

function render() {
  document.documentElement.lang = state.language;
  document.documentElement.dir = state.language === 'ar' ? 'rtl' : 'ltr';
  for (const node of document.querySelectorAll('[data-word]')) node.textContent = t(node.dataset.word);
  for (const node of document.querySelectorAll('[data-view]')) node.setAttribute('aria-pressed', String(node.dataset.view === state.view));
  const view = views[state.view];
  const wanted = state.search.trim().toLowerCase();
  const found = view.all().filter((item) => !wanted || view.text(item).toLowerCase().includes(wanted));
  document.getElementById('count').textContent = state.view === 'about' ? '' : `${Math.min(state.shown, found.length)} / ${found.length}`;
  document.getElementById('more').hidden = found.length <= state.shown;
  document.getElementById('view').replaceChildren(view.show(found.slice(0, state.shown)));
}

// A link into a view that is not shown opens it there, and far enough down.
function follow() {
  const [, kind, id] = /^#([cerd])-([0-9a-f-]{36})$/.exec(location.hash) ?? [];
  if (!kind) return;
  state.view = { c: 'claims', e: 'entities', r: 'relations', d: 'documents' }[kind];
  state.search = '';
  document.getElementById('search').value = '';
  const at = views[state.view].all().findIndex((item) => item.id === id);
  state.shown = Math.max(step, at + 1);
  render();
  document.getElementById(`${kind}-${id}`)?.scrollIntoView();
}

document.querySelector('nav').addEventListener('click', ({ target }) => {
  if (target.id === 'language') state.language = state.language === 'ar' ? 'en' : 'ar';
  else if (target.dataset.view) Object.assign(state, { view: target.dataset.view, shown: step });
  render();
});
document.getElementById('search').addEventListener('input', ({ target }) => {
  Object.assign(state, { search: target.value, shown: step });
  render();
});
document.getElementById('more').addEventListener('click', () => {
  state.shown += step;
  render();
});
addEventListener('hashchange', follow);
render();
follow();
