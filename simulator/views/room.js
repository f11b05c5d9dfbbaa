// A workshop's page: somebody's seat, or the facilitator's board. The token goes over the widget's own channel only.
// Python holds what stands round the exercise (frame), the exercise (key, html) and the case file (file).

const SIGN = 5000;      // ms between two signs that this page is open
const SILENCE = 4000;   // ms without an answer before we ask whether the kernel is still there
const AGAIN = 4000;     // ms at least between two loadings of the page

const memory = (store) => ({
  get(key) { try { return store().getItem(key); } catch { return null; } },
  set(key, value) { try { store().setItem(key, value); } catch { /* a private window: the personal link is the way back */ } },
  drop(key) { try { store().removeItem(key); } catch { /* nothing was kept */ } },
});
const lasting = memory(() => localStorage);
const ofWindow = memory(() => sessionStorage);

/* The page's own style sheets as one text. */
const sheets = () => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.cssText).join('\n');

/* A part of the model that looks like the model of one widget: its own HTML, and its own messages. */
function part(model, html, key) {
  const own = (name) => (name === 'html' ? html : name);
  const current = () => key === undefined || model.get('key') === key;
  const wrapped = new Map();
  const event = (name) => name.replace(/:html$/, `:${html}`);
  return {
    get: (name) => (name === 'key' && key !== undefined ? key : name === '_css' ? sheets() : model.get(own(name))),
    on(name, hear) {
      const mine = (...what) => {
        if (name === 'msg:custom' ? key === undefined || what[0]?.key === key : current()) hear(...what);
      };
      wrapped.set(hear, mine);
      model.on(event(name), mine);
    },
    off(name, hear) { model.off(event(name), wrapped.get(hear)); },
    send: (content) => model.send(key === undefined ? content : { ...content, key }),
  };
}

/* Load the page again when its kernel has gone and the server is there: words not saved yet wait in this browser. */
function watchKernel(alive, status) {
  let asked = 0, answered = Date.now();
  const again = () => {
    const last = Number(ofWindow.get('caseroom:again') ?? 0);
    if (Date.now() - last < AGAIN) return;
    ofWindow.set('caseroom:again', String(Date.now()));
    remember();
    location.reload();
  };
  const look = async () => {
    try {
      const answer = await fetch(alive, { cache: 'no-store' });
      if (answer.status === 404) again();
    } catch { status('The workshop’s computer does not answer. This page goes on by itself when it is back; your words wait here.'); }
  };
  return {
    ask(send) {
      if (!asked) asked = Date.now();
      try { send(); } catch { /* the connection is down: the watch below sees it */ }
    },
    heard() {
      answered = Date.now();
      asked = 0;
      status('');
    },
    turn() { if (asked && Date.now() - asked > SILENCE && Date.now() - answered > SILENCE) look(); },
  };
}

/* Where one was typing, so that a page that was loaded again goes on there. */
function remember() {
  const at = document.activeElement;
  if (!at?.id) return;
  ofWindow.set('caseroom:focus', JSON.stringify({ id: at.id, from: at.selectionStart ?? null, to: at.selectionEnd ?? null }));
}
function comeBack() {
  const was = JSON.parse(ofWindow.get('caseroom:focus') ?? 'null');
  const to = was && document.getElementById(was.id);
  if (!to) return;
  ofWindow.drop('caseroom:focus');
  to.focus();
  if (was.from !== null) { try { to.setSelectionRange(was.from, was.to); } catch { /* not a field of text */ } }
}

function clockWords(ends) {
  const left = Math.round((ends - Date.now()) / 1000);
  if (left <= 0) return 'Time is up. Finish your sentence.';
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')} left`;
}

function seat({ model, el }, place) {
  const { workshop, base, kernel } = place.dataset;
  const token = lasting.get(`caseroom:seat:${workshop}`) ?? ofWindow.get(`caseroom:seat:${workshop}`);
  if (!token) { location.replace(`${base}join`); return () => {}; }
  const page = ofWindow.get('caseroom:page') ?? Math.random().toString(36).slice(2) + Date.now().toString(36);
  ofWindow.set('caseroom:page', page);
  const [frame, said, work, file] = ['div', 'p', 'div', 'div'].map((tag) => el.appendChild(document.createElement(tag)));
  frame.className = 'caseroom';
  said.className = 'cr-vh';
  said.setAttribute('role', 'status');
  let leave = () => {}, leaveFile, shownKey, chose = false, view = '';
  const lost = document.getElementById('cr-lost');
  const watch = watchKernel(`${base}alive/${kernel}`, (text) => {
    lost.hidden = !text;
    document.getElementById('cr-lost-text').textContent = text;
  });
  const send = (content) => { try { model.send(content); } catch { /* the watch sees that nothing answers */ } };

  function enter(over) { watch.ask(() => model.send({ type: 'enter', token, page, over })); }

  function drawWork() {
    const key = model.get('key');
    if (key === shownKey && key) return;
    const inside = work.contains(document.activeElement) || document.activeElement === document.body;
    leave();
    leave = () => {};
    work.replaceChildren();
    shownKey = key;
    if (key) {
      leave = exercise({ model: part(model, 'html', key), el: work });
      performance.mark('caseroom:exercise');   // from here on one can type: for the benchmark
    }
    if (!key && model.get('html')) patch(work, model.get('html'));
    const title = find(work, 'h1');
    if (title && (chose || inside)) go(title, 'start');
    if (title && !chose) said.textContent = title.textContent;
    chose = false;
    comeBack();
  }
  function drawFrame() {
    if (!model.get('frame')) return;
    watch.heard();
    patch(frame, model.get('frame'));
    const root = find(frame, '[data-view]');
    const moved = root.dataset.view !== view;
    view = root.dataset.view;
    work.inert = Boolean(root.dataset.hold);
    work.classList.toggle('cr-held', work.inert);
    work.hidden = root.dataset.hold === 'paused';
    file.hidden = view !== 'open';
    for (const link of findAll(frame, '[data-way-back]')) link.value = `${location.origin}${base}back#${token.replace(/(.{4})(?=.)/g, '$1-')}`;
    if (find(frame, '[data-nobody]')) { lasting.drop(`caseroom:seat:${workshop}`); ofWindow.drop(`caseroom:seat:${workshop}`); }
    if (moved && view !== 'open') find(frame, 'h1')?.focus({ preventScroll: true });
    tick();
    document.documentElement.dataset.ready = 'yes';
    document.getElementById('cr-status').textContent = '';
  }
  function tick() {
    const timer = find(frame, '[data-timer]');
    if (!timer) return;
    const text = timer.dataset.ends ? clockWords(+timer.dataset.ends) : '';
    if (timer.textContent !== text) timer.textContent = text;
  }
  function drawFile() {
    if (!model.get('file')) return;
    const into = find(file, '[data-file]');
    if (leaveFile) return;
    into.replaceChildren();
    leaveFile = caseFile({ model: part(model, 'file'), el: into });
  }

  const acts = {
    over: () => enter(true),
    go(button) { chose = true; send({ type: 'go', exercise: button.dataset.exercise }); },
    agree: () => send({ type: 'agree' }),
    decline: () => send({ type: 'decline' }),
    refresh: () => send({ type: 'again' }),
    print: (button) => printPart(button.closest('.caseroom'), sheets()),
    async copy(button) {
      const link = find(button.parentElement, '[data-way-back]');
      link.select();
      try { await navigator.clipboard.writeText(link.value); } catch { document.execCommand('copy'); }
      find(button.closest('.cr-panel'), '[data-copied]').textContent = 'Copied. Paste it where only you can read it.';
    },
  };
  guard(frame);
  frame.addEventListener('click', (e) => {
    const button = e.target.closest?.('button[data-act]');
    if (button) acts[button.dataset.act]?.(button);
  });
  frame.addEventListener('submit', (e) => e.preventDefault());
  frame.addEventListener('change', (e) => {
    if (e.target.dataset.rate) send({ type: 'rate', item: e.target.dataset.rate, value: +e.target.value });
  });
  file.innerHTML = '<details class="caseroom" id="caseroom-file"><summary>The case file</summary><div data-file></div></details>';
  file.firstChild.addEventListener('toggle', () => { if (file.firstChild.open && !leaveFile) send({ type: 'file' }); });

  const heard = (message) => {
    if (message.type === 'there') watch.heard();
    if (message.type === 'rated') { const line = find(frame, '[data-rated]'); if (line) line.textContent = 'Saved'; }
  };
  const hears = [['change:frame', drawFrame], ['change:key', drawWork], ['change:html', () => { if (!model.get('key')) drawWork(); }], ['change:file', drawFile], ['msg:custom', heard]];
  for (const [name, hear] of hears) model.on(name, hear);
  const sign = setInterval(() => { if (!document.hidden || Math.random() < 0.5) watch.ask(() => model.send({ type: 'here' })); }, SIGN);
  const turn = setInterval(() => { tick(); watch.turn(); }, 1000);
  addEventListener('pagehide', remember);
  enter(false);
  return () => {
    leave();
    leaveFile?.();
    clearInterval(sign);
    clearInterval(turn);
    removeEventListener('pagehide', remember);
    for (const [name, hear] of hears) model.off(name, hear);
  };
}

/* A file made by Python, for the browser to keep. */
function take({ name, kind, text }) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: `${kind};charset=utf-8` }));
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

/* The facilitator's board: its token comes with the address once and is then kept by this window. */
function facilitator({ model, el }, place) {
  const { workshop, view, base, kernel } = place.dataset;
  const key = `caseroom:board:${workshop}`;
  if (location.hash.length > 1) {
    lasting.set(key, decodeURIComponent(location.hash.slice(1)));
    history.replaceState(null, '', location.pathname);
  }
  const lost = document.getElementById('cr-lost');
  const watch = watchKernel(`${base}alive/${kernel}`, (text) => {
    lost.hidden = !text;
    document.getElementById('cr-lost-text').textContent = text;
  });
  const heard = (message) => {
    if (message.type === 'there') watch.heard();
    const line = message.type === 'said' && find(el, '[data-say]');
    if (line) line.textContent = message.text;
    if (message.type === 'take') take(message);
  };
  const ready = () => {
    watch.heard();
    document.documentElement.dataset.ready = 'yes';
    document.getElementById('cr-status').textContent = '';
  };
  model.on('msg:custom', heard);
  model.on('change:board', ready);
  const leave = board({ model, el });
  const sign = setInterval(() => watch.ask(() => model.send({ type: 'here' })), SIGN);
  const turn = setInterval(() => watch.turn(), 1000);
  watch.ask(() => model.send({ type: 'board', do: 'enter', token: lasting.get(key) ?? '', view }));
  return () => {
    leave();
    clearInterval(sign);
    clearInterval(turn);
    model.off('msg:custom', heard);
    model.off('change:board', ready);
  };
}

function room(widget) {
  const place = document.querySelector('[data-room]');
  const config = JSON.parse(document.getElementById('jupyter-config-data').textContent);
  place.dataset.kernel = config.kernelId;
  return place.dataset.view === 'seat' ? seat(widget, place) : facilitator(widget, place);
}
