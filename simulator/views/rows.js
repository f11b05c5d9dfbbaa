// Reading and filling a form; rows that can be added; phrases that can be marked.

/* The form as one flat dict: text by field name, and always a list for tick boxes. */
function read(form) {
  const out = {};
  for (const box of findAll(form, 'input[type=checkbox][name]')) out[box.name] ??= [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== 'string') continue;
    if (Array.isArray(out[name])) out[name].push(value);
    else out[name] = value;
  }
  return out;
}

const same = (a, b) => {
  const flat = (form) => JSON.stringify(Object.entries(form).filter(([, v]) => v.length).sort(([x], [y]) => (x < y ? -1 : 1)));
  return flat(a) === flat(b);
};

function fill(form, values) {
  const text = (name) => String([].concat(values[name] ?? '')[0] ?? '');
  for (const name of Object.keys(values)) {
    const row = /^(\w+)\.(\d{1,3})\.\w+$/.exec(name);
    const list = row && find(form, `[data-rows="${CSS.escape(row[1])}"]`);
    if (list) while (rowsOf(list).length < Math.min(+row[2], +list.dataset.most) && addRow(list));
  }
  for (const field of findAll(form, 'input[name]:not([data-own])')) {
    if (field.type === 'checkbox') field.checked = [].concat(values[field.name] ?? []).includes(field.value);
    else if (field.type === 'radio') field.checked = text(field.name) === field.value;
    else field.value = text(field.name);
  }
  drawMarked(form);
  drawCount(form);
  for (const field of findAll(form, 'textarea[name], select[name]')) field.value = text(field.name);
}

const rowsOf = (list) => findAll(list, ':scope > [data-row]');

/* One more row, copied from the list's template. Returns it, or nothing when the list is full. */
function addRow(list) {
  const n = rowsOf(list).length + 1;
  if (n > +list.dataset.most) return undefined;
  const row = find(list, 'template').content.firstElementChild.cloneNode(true);
  row.dataset.row = n;
  row.setAttribute('aria-label', row.getAttribute('aria-label').replace('0', n));
  for (const field of findAll(row, '[name]')) {
    field.name = field.name.replace('.0.', `.${n}.`);
    field.id = field.id.replace('.0.', `.${n}.`);
  }
  find(list, ':scope > template').before(row);
  return row;
}

/* What belongs to one choice only, as data-only="format:soap,dap": shown while that is chosen. Hidden fields keep their words. */
function only(form) {
  const values = new FormData(form);
  for (const part of findAll(form, '[data-only]')) {
    const [name, ...rest] = part.dataset.only.split(':');
    part.hidden = !rest.join(':').split(',').includes(values.get(name) ?? rest.join(':').split(',')[0]);
  }
}

const phrases = (form) => findAll(form, '.cr-phrase input');
const wordsOf = (box) => box.closest('label').textContent.trim();
const chosenKinds = new WeakMap();   // form -> what was said of a phrase, kept when it is unmarked by mistake

/* The list beside the note: the same marks in words, with what is wrong, and a way to take a mark off. */
function drawMarked(form) {
  const list = find(form, '[data-marked]');
  if (!list) return 0;
  const kinds = chosenKinds.get(form) ?? chosenKinds.set(form, {}).get(form);
  const there = new Map(findAll(list, '[data-item]').map((item) => [item.dataset.item, item]));
  let last = null;
  let count = 0;
  for (const box of phrases(form)) {
    const item = there.get(box.value);
    if (!box.checked) {
      if (item) { kinds[box.value] = find(item, 'select').value; item.remove(); }
      continue;
    }
    const shown = item ?? newItem(form, box, kinds[box.value]);
    if (!item) { if (last) last.after(shown); else list.prepend(shown); }
    last = shown;
    count += 1;
  }
  find(form, '[data-none]').hidden = count > 0;
  return count;
}

function newItem(form, box, kind) {
  const item = find(form, '[data-item-template]').content.firstElementChild.cloneNode(true);
  item.dataset.item = box.value;
  const select = find(item, 'select');
  const id = select.id.replace(/0$/, box.value);
  select.id = id;
  select.name = `kind.${box.value}`;
  select.value = kind ?? '';
  find(item, 'label').htmlFor = id;
  for (const words of findAll(item, '[data-words]')) words.textContent = wordsOf(box);
  return item;
}

/* One stop a sentence for Tab; arrows go from phrase to phrase and from sentence to sentence. */
function rove(form, to) {
  for (const sentence of findAll(form, '.cr-sentence')) {
    const boxes = findAll(sentence, 'input');
    const stop = boxes.find((box) => box === to) ?? boxes.find((box) => box.dataset.stop) ?? boxes[0];
    for (const box of boxes) {
      box.tabIndex = box === stop ? 0 : -1;
      if (box === stop) box.dataset.stop = 'yes'; else delete box.dataset.stop;
    }
  }
}

function arrow(form, box, key) {
  const boxes = phrases(form);
  const rows = findAll(form, '.cr-sentence');
  const row = rows.indexOf(box.closest('.cr-sentence'));
  const at = boxes.indexOf(box);
  const stop = (sentence) => sentence && (find(sentence, 'input[tabindex="0"]') ?? find(sentence, 'input'));
  return {
    ArrowRight: boxes[at + 1],
    ArrowLeft: boxes[at - 1],
    ArrowDown: stop(rows[row + 1]),
    ArrowUp: stop(rows[row - 1]),
    Home: find(rows[row], 'input'),
    End: findAll(rows[row], 'input').at(-1),
  }[key];
}
