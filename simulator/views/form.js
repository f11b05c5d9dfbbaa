// One widget for every exercise type. Python holds the HTML; this puts it on the page, sends the form back on every
// change, and says "Saved" only when Python has said so. Words wait in this browser until they are saved.

const PAUSE = 300;      // ms after the last key before a change is sent
const PATIENCE = 4000;  // ms without an answer before we say "Not saved yet", and between tries

function keep(key, value) {
  try {
    if (value) localStorage.setItem(key, JSON.stringify(value));
    else localStorage.removeItem(key);
  } catch { /* private windows may refuse; the words are still on the page */ }
}

function kept(key) {
  try {
    const value = JSON.parse(localStorage.getItem(key));
    return value && typeof value.form === 'object' && value.form ? value : null;
  } catch { return null; }
}

function exercise({ model, el }) {
  const key = model.get('key');
  const me = Math.random().toString(36).slice(2);   // which view of the widget speaks
  let seq = 0, acked = 0, sentAt = 0, timer = 0, checkedAt = 0, touched = false;
  let lastCheck, lastStep, doing = 0, base;
  let common, version = 0;   // of two people at one form: what both last had, and its number

  const form = () => find(el, 'form');
  const part = (end) => find(el, `[id$="-${end}"]`);

  /* ---- saying how things stand */
  function say(text, icon) {
    const line = part('saved');
    if (!line) return;
    line.classList.toggle('cr-saved--not', icon === 'alert');
    const was = find(line, 'i');
    if (icon) {
      const picture = was ?? document.createElement('i');
      picture.className = `cr-i cr-i-${icon}`;
      picture.setAttribute('aria-hidden', 'true');
      if (!was) line.prepend(picture);
    } else was?.remove();
    const words = find(line, 'span');
    if (words.textContent !== text) words.textContent = text;
  }
  function trouble(why) {
    say('Not saved yet', 'alert');
    const box = part('unsaved');
    if (!box) return;
    find(box, '[data-why]').textContent = why ?? 'The computer that keeps them does not answer.';
    box.hidden = false;
  }
  const stale = (yes) => { for (const note of findAll(el, '[data-stale]')) note.hidden = !yes; };

  /* ---- sending */
  function send() {
    clearTimeout(timer);
    timer = 0;
    sentAt = Date.now();
    const type = doing > acked ? 'do' : checkedAt > acked ? 'check' : 'response';
    if (type === 'do') doing = seq;
    if (type === 'check') checkedAt = seq;
    try { model.send({ type, view: me, seq, form: read(form()), of: version }); } catch { trouble(); }
  }
  function changed() {
    touched = true;
    seq += 1;
    const values = read(form());
    keep(key, { form: values, at: Date.now(), base });
    dispatchEvent(new CustomEvent('caseroom-form', { detail: { key, me, values } }));
    say('Saving');
    stale(true);
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE);
  }
  const flush = () => { if (timer) send(); };
  function check() {
    seq += 1;
    touched = true;
    checkedAt = seq;
    keep(key, { form: read(form()), at: Date.now(), base });
    say('Checking');
    send();
  }
  function act() {   // one step of a call
    seq += 1;
    touched = true;
    doing = seq;
    say('Saving');
    send();
  }
  const ticker = setInterval(() => {
    if (seq > acked && !timer && Date.now() - sentAt > PATIENCE) {
      trouble(find(el, '[data-why]')?.textContent);
      send();
    }
  }, 1000);

  /* ---- hearing */
  function heard(message) {
    if (message.view !== me && message.type !== 'theirs') return;
    if (message.type === 'saved') {
      acked = Math.max(acked, message.seq);
      base = message.iso;
      if (acked < seq) return;
      keep(key, null);
      part('unsaved').hidden = true;
      say(message.text, 'passed');
    } else if (message.type === 'not_saved') {
      sentAt = Date.now();
      trouble(message.message);
    } else if (message.type === 'form' && !touched && form()) {
      base = message.iso;
      if (same(message.form, read(form()))) return;
      fill(form(), message.form);
      rove(form());
      only(form());
      stale(true);
    } else if (message.type === 'theirs' && form()) theirs(message);
  }
  function theirs(message) {   // the other person's changes; what was changed here since both had the same stays
    const mine = read(form());
    const merged = { ...message.form };
    for (const name of new Set([...Object.keys(common), ...Object.keys(mine)])) {
      if (same({ [name]: mine[name] ?? '' }, { [name]: common[name] ?? '' })) continue;
      if (name in mine) merged[name] = mine[name]; else delete merged[name];
    }
    base = message.iso;
    common = message.form;
    version = message.version;
    if (same(merged, mine)) return;
    fill(form(), merged);
    rove(form());
    only(form());
    stale(true);
  }
  function elsewhere({ detail }) {   // the same exercise shown twice on one page
    if (detail.key !== key || detail.me === me || !form()) return;
    fill(form(), detail.values);
    stale(true);
  }

  /* ---- drawing */
  function draw() {
    patch(el, model.get('html'));
    if (!form()) return;
    for (const line of findAll(el, '.cr-statement')) line.dataset.scripted = 'yes';
    rove(form());
    only(form());
    const step = find(form(), '[data-own][name=step]')?.value;
    if (step !== lastStep && lastStep !== undefined) {
      pace.begin();
      if (doing) go(find(el, '[data-now]'), 'start');
      doing = 0;
    }
    lastStep = step;
    const shown = find(el, '[data-check]')?.dataset.check;
    if (shown !== lastCheck && checkedAt) {
      const typedSince = seq > checkedAt;
      if (typedSince) stale(true);
      else {
        const result = find(el, '[data-result]');
        if (result) go(result, 'start');
      }
      checkedAt = 0;
    }
    lastCheck = shown;
  }

  /* ---- acts: no handler stands in the HTML, since a page may forbid them */
  const acts = {
    check,
    print: () => printPart(find(el, '.caseroom'), model.get('_css')),
    add(button) {
      const list = find(el, `[data-rows="${button.dataset.group}"]`);
      const row = addRow(list);
      if (row) find(row, 'input').focus();
      button.hidden = rowsOf(list).length >= +list.dataset.most;
    },
    unmark(button) {
      const box = phrases(form()).find((b) => b.value === button.closest('[data-item]').dataset.item);
      box.checked = false;
      rove(form(), box);
      box.focus();
      marked(box);
      changed();
    },
    back() {
      find(el, '[data-working]').hidden = false;
      find(el, '[data-looking]').hidden = true;
      (find(form(), 'input[tabindex="0"]') ?? form()).focus();
      form().scrollIntoView({ block: 'start' });
    },
    refresh() {
      flush();
      try { model.send({ type: 'refresh', view: me }); } catch { /* no kernel: what is shown is what was saved */ }
    },
    older() {
      const old = kept(`${key}:older`);
      acts.drop();
      if (old) { fill(form(), old.form); changed(); }
    },
    drop() { keep(`${key}:older`, null); part('older').hidden = true; },
    do: act,
    again() { find(form(), '[data-own][name=again]').value = 'yes'; act(); },
    choose(button) {   // a control on the stage and a line in the list are the same act
      const lines = findAll(form(), `input[name=act][data-control="${button.dataset.control}"]`);
      if (lines.length === 1) { lines[0].checked = true; changed(); }
      lines[0].focus();
    },
    hold(button) { pace.hold(button); },
    moment(link) { look(el, link.dataset.number); },
  };
  function marked(...boxes) {
    const count = drawMarked(form());
    find(el, '[data-say]').textContent = pressed(form(), boxes, count);
  }
  const pace = clock(form, (line) => { line.checked = true; act(); });
  const letGo = stretches(el, (boxes) => { marked(...boxes); changed(); });

  guard(el, () => { if (seq > acked) send(); });
  links(el, (to) => {
    const hidden = to.closest('[data-working][hidden]');
    if (hidden) acts.back();
    const moment = to.closest('[data-moment][hidden]');
    if (moment) look(el, moment.dataset.moment);
  });
  el.addEventListener('click', (e) => {
    const button = e.target.closest?.('button[data-act]');
    if (button) acts[button.dataset.act]?.(button);
  });
  el.addEventListener('submit', (e) => e.preventDefault());
  el.addEventListener('input', (e) => {
    if (!e.target.name) return;
    if (e.target.matches('.cr-phrase input')) marked(e.target);
    only(form());
    changed();
  });
  el.addEventListener('focusin', (e) => { if (e.target.matches('.cr-phrase input')) rove(form(), e.target); });
  el.addEventListener('focusout', flush);
  el.addEventListener('keydown', (e) => {
    if (!e.target.matches?.('.cr-phrase input') || e.ctrlKey || e.metaKey || e.altKey) return;
    const to = arrow(form(), e.target, e.key);
    if (to) { e.preventDefault(); to.focus(); }
  });
  const hide = () => { if (document.visibilityState === 'hidden') flush(); };
  addEventListener('pagehide', flush);
  document.addEventListener('visibilitychange', hide);
  addEventListener('caseroom-form', elsewhere);
  model.on('change:html', draw);
  model.on('msg:custom', heard);

  /* ---- first: what Python has; then words of this browser that were never saved */
  draw();
  pace.begin();
  base = find(el, '[data-saved]')?.dataset.saved;
  common = form() ? read(form()) : {};
  const waiting = form() && kept(key);
  const current = form() && read(form());
  if (waiting && same(waiting.form, current)) keep(key, null);
  else if (waiting && (waiting.base === base || !base || waiting.at >= Date.parse(base))) {
    fill(form(), waiting.form);
    changed();
    send();
  } else if (waiting) {   // something newer was saved elsewhere: ask, and keep both until then
    keep(`${key}:older`, waiting);
    keep(key, null);
  }
  if (form() && kept(`${key}:older`)) part('older').hidden = false;
  if (form() && !touched) {
    try { model.send({ type: 'hello', view: me }); } catch { /* no kernel: what is shown is what was saved */ }
  }

  return () => {
    flush();
    clearInterval(ticker);
    pace.end();
    letGo();
    removeEventListener('pagehide', flush);
    document.removeEventListener('visibilitychange', hide);
    removeEventListener('caseroom-form', elsewhere);
    model.off('change:html', draw);
    model.off('msg:custom', heard);
  };
}
