// What exercises and the case file share. Put together with them by Python (page.py): nothing is imported or fetched.

const find = (root, selector) => root.querySelector(selector);
const findAll = (root, selector) => [...root.querySelectorAll(selector)];

/* Patch the page to the new HTML instead of replacing it: focus, typing and open details stay as they are.
   What stands in a field is the learner's; the HTML from Python only says how the rest looks. */
const LIVE = new Set(['hidden', 'role', 'tabindex', 'aria-selected', 'aria-labelledby']);   // set by script on [data-live]

function patch(el, html) {
  if (!el.firstElementChild) { el.innerHTML = html; return; }
  const focus = el.contains(document.activeElement) ? document.activeElement : null;
  Idiomorph.morph(el, html, {
    morphStyle: 'innerHTML',
    callbacks: {
      beforeNodeMorphed(old, fresh) {
        if (old.nodeType !== 1) return true;
        if (old.hasAttribute('data-keep')) return false;
        if (old.tagName === 'DETAILS') fresh.open = old.open;
        if (old.name && old.id === fresh.id && old.type !== 'hidden' && /^(INPUT|TEXTAREA|SELECT)$/.test(old.tagName)) carry(old, fresh);
        return true;
      },
      // a place that was given the focus by script must stay able to hold it
      beforeAttributeUpdated: (name, node, change) =>
        !(LIVE.has(name) && node.hasAttribute('data-live')) && !(name === 'tabindex' && change === 'remove'),
    },
  });
  if (focus && document.activeElement !== focus) {
    (focus.isConnected ? focus : document.getElementById(focus.id))?.focus({ preventScroll: true });
  }
}

function carry(old, fresh) {
  if (old.type === 'checkbox' || old.type === 'radio') {
    fresh.checked = old.checked;
    fresh.toggleAttribute('checked', old.checked);
  } else if (old.tagName === 'SELECT') {
    for (const option of fresh.options) option.toggleAttribute('selected', option.value === old.value);
    fresh.value = old.value;
  } else if (old.tagName === 'TEXTAREA') {
    fresh.textContent = old.value;
    fresh.value = old.value;
  } else {
    fresh.setAttribute('value', old.value);
    fresh.value = old.value;
  }
}

/* Keys belong to the learner here: the host's shortcuts must not fire. Tab keeps its meaning, Save saves. */
function guard(el, save) {
  for (const type of ['keydown', 'keypress', 'keyup']) el.addEventListener(type, (e) => e.stopPropagation());
  el.addEventListener('keydown', (e) => {
    if ((e.ctrlKey || e.metaKey) && !e.altKey && e.key.toLowerCase() === 's') { e.preventDefault(); save?.(); }
  });
}

/* Go to a place on the page and put the focus there, without changing the host's address. */
function go(to, block = 'center') {
  for (let up = to.parentElement; up; up = up.parentElement) if (up.tagName === 'DETAILS') up.open = true;
  for (const was of document.querySelectorAll('.caseroom .is-target')) was.classList.remove('is-target');
  if (to.tagName === 'LI') to.classList.add('is-target');
  let take = to;
  if (/^(FORM|FIELDSET)$/.test(to.tagName)) take = find(to, 'input:not([type=hidden]), select, textarea, button') ?? to;
  if (!take.matches('a[href], button, input, select, textarea, [tabindex]')) take.tabIndex = -1;
  take.focus({ preventScroll: true });
  to.scrollIntoView({ block, behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
}

function links(el, before) {
  el.addEventListener('click', (e) => {
    const link = e.target.closest?.('a[href^="#"]');
    if (!link || e.ctrlKey || e.metaKey || e.shiftKey) return;
    e.preventDefault();
    e.stopPropagation();
    const to = document.getElementById(decodeURIComponent(link.getAttribute('href').slice(1)));
    if (!to) return;
    before?.(to);
    go(to, to.tagName === 'LI' || to.matches('input, select, textarea, mark') ? 'center' : 'start');
  });
}

/* Print one part alone: JupyterLab would print its whole window. */
function printPart(part, css) {
  const copy = part.cloneNode(true);
  const fields = findAll(part, 'input, textarea, select');
  findAll(copy, 'input, textarea, select').forEach((field, i) => carry(fields[i], field));
  for (const closed of findAll(copy, 'details')) closed.open = true;
  const frame = document.createElement('iframe');
  frame.setAttribute('aria-hidden', 'true');
  frame.style.cssText = 'position:absolute;width:0;height:0;border:0;left:-10000px';
  document.body.append(frame);
  const page = frame.contentDocument;
  page.documentElement.lang = part.closest('[lang]')?.lang ?? 'en';
  const sheet = page.createElement('style');
  sheet.textContent = css;
  page.head.append(sheet);
  page.body.append(page.importNode(copy, true));
  frame.contentWindow.addEventListener('afterprint', () => setTimeout(() => frame.remove(), 500));
  frame.contentWindow.focus();
  frame.contentWindow.print();
}
