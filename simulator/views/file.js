// The case file: tabs, documents beside their list, reasons for what is restricted, and a search.
// In a notebook what is opened is sent to Python; on a page of the server it is posted to the server.

/* Tabs as in the ARIA practices: one stop for Tab, arrows move and open, Home and End jump. */
function tabs(el, state, opened) {
  const list = find(el, '[data-tabs]');
  if (!list) return;
  list.hidden = false;
  const all = findAll(list, '[role=tab]');
  const panel = (tab) => find(el, `[id="${tab.getAttribute('aria-controls')}"]`);   // the part may not be on the page yet
  const open = (tab, focus) => {
    state.tab = tab.id;
    for (const each of all) {
      const on = each === tab;
      each.setAttribute('aria-selected', on);
      each.tabIndex = on ? 0 : -1;
      panel(each).hidden = !on;
    }
    if (focus) tab.focus();
  };
  for (const tab of all) {
    const part = panel(tab);
    part.setAttribute('role', 'tabpanel');
    part.setAttribute('aria-labelledby', tab.id);
    part.tabIndex = 0;
    tab.onclick = () => { open(tab); opened(tab.dataset.opened); };
    tab.onkeydown = (e) => {
      const at = all.indexOf(tab);
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[e.key];
      if (to === undefined) return;
      e.preventDefault();
      const next = all[(to + all.length) % all.length];
      open(next, true);
      opened(next.dataset.opened);
    };
  }
  open(all.find((tab) => tab.id === state.tab) ?? all[0]);
  state.show = (place) => {
    const part = place.closest('[role=tabpanel]');
    const tab = part && all.find((each) => panel(each) === part);
    if (tab && tab.id !== state.tab) { open(tab); opened(tab.dataset.opened); }
  };
}

/* One document at a time beside the list; without script all of them stand under it. */
function documents(el, state, opened) {
  const all = findAll(el, '[data-document]');
  const show = (one) => {
    state.document = one.id;
    for (const each of all) each.hidden = each !== one;
    for (const link of findAll(el, '[data-documents] a')) {
      if (link.getAttribute('href') === `#${one.id}`) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  };
  if (all.length) show(all.find((each) => each.id === state.document) ?? all[0]);
  state.choose = (place) => {
    if (!place.matches('[data-document]')) return;
    show(place);
    if (!find(place, 'form')) opened(place.dataset.opened);
  };
}

/* ``send`` takes {type: "look", opened, reason} or {type: "search", query}; ``post`` says that forms go to a server. */
function liven(el, state, send, post) {
  const opened = (what) => { if (what) send({ type: 'look', opened: what, reason: '' }); };
  tabs(el, state, opened);
  documents(el, state, opened);
  if (state.live) return;
  state.live = true;
  links(el, (to) => { state.show?.(to); state.choose?.(to); });
  el.addEventListener('click', (e) => {
    if (e.target.closest?.('[data-act=print]')) {
      if (post) print(); else printPart(e.target.closest('.caseroom'), state.css);
    }
    if (e.target.closest?.('[data-act=refresh]')) { state.focus = 'title'; send({ type: 'refresh' }); }
    const again = e.target.closest?.('a[data-query]');
    if (again && !post) {
      e.preventDefault();
      state.focus = again.dataset.query ? 'found' : 'query';
      send({ type: 'search', query: again.dataset.query });
    }
  });
  el.addEventListener('submit', (e) => {
    if (post) return;
    e.preventDefault();
    const form = new FormData(e.target);
    if (e.target.getAttribute('role') === 'search') {
      state.focus = 'found';
      send({ type: 'search', query: String(form.get('q') ?? '') });
    } else {
      state.focus = e.target.dataset.place;
      send({ type: 'look', opened: String(form.get('opened')), reason: String(form.get('reason') ?? '') });
    }
  });
}

function caseFile({ model, el }) {
  const state = { css: model.get('_css') };
  const draw = () => {
    patch(el, model.get('html'));
    const post = Boolean(find(el, '[data-page]'));
    liven(el, state, (message) => model.send(message), post);
    if (!state.focus) return;
    const to = find(el, `[id$="-${CSS.escape(state.focus)}"]`);
    state.focus = '';
    if (to) go(find(to, '[aria-invalid=true]') ?? to, 'start');
  };
  guard(el);
  draw();
  const seen = () => {   // the part that is open from the start
    const first = find(el, '[role=tab][aria-selected=true]');
    if (first) model.send({ type: 'look', opened: first.dataset.opened, reason: '' });
  };
  const fold = find(el, '[data-fold]');
  if (fold && !fold.open) fold.addEventListener('toggle', seen, { once: true });
  else seen();
  model.on('change:html', draw);
  return () => model.off('change:html', draw);
}

/* On a page of the server: what is opened is posted to it, from the same machine. */
for (const el of document.querySelectorAll('[data-case-page]')) {
  const address = el.dataset.casePage;
  const state = {};
  const token = find(el, 'input[name=_xsrf]')?.value ?? /(?:^|; )_xsrf=([^;]*)/.exec(document.cookie)?.[1];
  const send = ({ opened }) => {
    const body = new URLSearchParams({ opened, reason: '', quiet: 'yes' });
    fetch(address, { method: 'POST', body, keepalive: true, headers: token ? { 'X-XSRFToken': token } : {} }).catch(() => {});
  };
  liven(el, state, send, true);
  const name = decodeURIComponent(location.hash.slice(1));
  const place = name && (document.getElementById(name) ?? find(el, `[id$="-${CSS.escape(name)}"]`));
  if (place && el.contains(place)) { state.show?.(place); state.choose?.(place); place.scrollIntoView(); }
}
