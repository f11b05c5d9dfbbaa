// The trainer's board and the projector. Python holds the HTML; this puts it on the page without moving anything under
// the pointer, sends what is pressed, and counts the time that is left.

const STILL = 3000;    // ms the page waits while somebody points at something that can be pressed
const CALLS = [[300, 'Five minutes left.'], [60, 'One minute left.'], [0, 'Time is up.']];   // seconds, what is said

function board({ model, el }) {
  let down = false, mine = 0, due = 0, waiting = 0, said = Infinity;

  const say = (text) => {
    const line = find(el, '[data-say]');
    if (line && line.textContent !== text) line.textContent = text;
  };

  /* ---- drawing, when nobody points at anything that would move */
  function draw() {
    clearTimeout(waiting);
    waiting = due = 0;
    const focus = el.contains(document.activeElement);
    patch(el, model.get('board') ?? '');
    if (focus && !el.contains(document.activeElement)) {   // what had the focus is gone
      find(el, '[role=group] button, button')?.focus({ preventScroll: true });
    }
    const fresh = find(el, '[data-fresh]');
    const at = `Brought up to date at ${new Date().toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })}.`;
    if (fresh && fresh.textContent !== at) fresh.textContent = at;
    count();
  }
  const pointing = () => Boolean(find(el, ':is(button, a, summary, input):hover'));
  function later() {
    clearTimeout(waiting);
    waiting = 0;
    if (down || (pointing() && Date.now() < due)) waiting = setTimeout(later, 150);
    else draw();
  }
  function changed() {
    const asked = Date.now() - mine < 2000;   // an answer to what was pressed comes at once
    if (asked && !down) { draw(); return; }
    due ||= Date.now() + STILL;
    if (!waiting) later();
  }

  /* ---- the time that is left, counted here */
  function count() {
    for (const place of findAll(el, '[data-ends]')) {
      const left = Math.max(0, Math.ceil((+place.dataset.ends - Date.now()) / 1000));
      const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}${place.dataset.left ?? ''}`;
      const text = left ? clock : 'Time is up';
      if (place.textContent !== text) place.textContent = text;
      const call = CALLS.find(([at]) => left <= at && said > at && left > at - 5);
      if (call) say(call[1]);
      said = left;
    }
  }
  const ticker = setInterval(count, 500);

  /* ---- what is pressed */
  function send(what, value) {
    mine = Date.now();
    say('');
    try { model.send({ type: 'board', do: what, value }); } catch {
      say('Not done: this page has lost its connection. Load it again.');
    }
  }
  function click(e) {
    const button = e.target.closest?.('button[data-do]');
    if (!button || !el.contains(button) || e.detail > 1) return;   // the second press of a double click is nobody's wish
    const pressed = button.getAttribute('aria-pressed');
    send(button.dataset.do, pressed === null ? button.dataset.value ?? null : pressed !== 'true');
  }
  function submit(e) {
    const form = e.target.closest?.('form[data-do]');
    if (!form) return;
    e.preventDefault();
    const field = find(form, 'input[name]');
    const text = field.value.trim();
    if (!text) { field.focus(); return; }
    send(form.dataset.do, text);
    if (form.dataset.do === 'message') field.value = '';
  }
  const press = () => { down = true; };
  const release = () => { setTimeout(() => { down = false; }, 0); };   // after the click that ends it
  const heard = (message) => { if (message?.type === 'said' && typeof message.text === 'string') say(message.text); };

  guard(el);
  el.addEventListener('click', click);
  el.addEventListener('submit', submit);
  el.addEventListener('pointerdown', press);
  for (const end of ['pointerup', 'pointercancel', 'blur']) addEventListener(end, release);
  model.on('change:board', changed);
  model.on('msg:custom', heard);
  draw();

  return () => {
    clearInterval(ticker);
    clearTimeout(waiting);
    el.removeEventListener('click', click);
    el.removeEventListener('submit', submit);
    el.removeEventListener('pointerdown', press);
    for (const end of ['pointerup', 'pointercancel', 'blur']) removeEventListener(end, release);
    model.off('change:board', changed);
    model.off('msg:custom', heard);
  };
}
