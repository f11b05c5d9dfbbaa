// Blacking out words (redact): each word is a tick box, and Shift or the mouse, held down, takes a stretch of them.

const manyWords = (count) => (count === 1 ? '1 word' : `${count} words`);

/* What stands beside the text: how much is blacked out. */
function drawCount(form) {
  const line = form.matches('[data-redact]') && find(form, '[data-say]');
  if (!line) return;
  const count = phrases(form).filter((box) => box.checked).length;
  line.textContent = count ? `${manyWords(count)} blacked out.` : 'Nothing is blacked out yet.';
}

/* What a press did: “Marked: hostile. 3 marked.” or “Blacked out: Bell. 7 words.” */
function pressed(form, boxes, count) {
  const [box] = boxes;
  if (!form.matches('[data-redact]')) return `${box.checked ? 'Marked' : 'Unmarked'}: ${wordsOf(box)} ${count} marked.`;
  const all = phrases(form).filter((b) => b.checked).length;
  const what = boxes.length === 1 ? wordsOf(box).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '') : manyWords(boxes.length);
  return `${box.checked ? 'Blacked out' : 'Readable again'}: ${what}. ${manyWords(all)}.`;
}

/* All words from one to another, both included, are blacked out or can be read again. Returns those that changed. */
function stretch(form, from, to, on) {
  const boxes = phrases(form);
  const [a, b] = [boxes.indexOf(from), boxes.indexOf(to)].sort((x, y) => x - y);
  const changed = boxes.slice(a, b + 1).filter((box) => box.checked !== on);
  for (const box of changed) box.checked = on;
  return changed;
}

/* Shift and a press, Shift and an arrow, or the mouse drawn over words. ``done(boxes)`` is told what has changed. */
function stretches(el, done) {
  let last = null;      // the word pressed last: where a stretch with Shift begins
  let drawn = null;     // while the mouse is down: { from, on, was }
  let moved = false;    // the mouse was drawn over another word: its click is no press of its own
  const word = (target) => find(target.closest?.('[data-redact] .cr-word') ?? document.createElement('p'), 'input');

  el.addEventListener('pointerdown', (e) => {
    const box = word(e.target);
    drawn = moved = null;
    if (!box || e.pointerType !== 'mouse' || e.button !== 0 || e.shiftKey) return;
    drawn = { from: box, on: !box.checked, was: new Map(phrases(box.form).map((b) => [b, b.checked])) };
  });
  el.addEventListener('pointerover', (e) => {
    const box = drawn && word(e.target);
    if (!box || !(e.buttons & 1) || (box === drawn.from && !moved)) return;
    moved = true;
    for (const [b, was] of drawn.was) b.checked = was;
    stretch(box.form, drawn.from, box, drawn.on);
  });
  const up = () => {
    if (drawn && moved) {
      last = drawn.from;
      const changed = [...drawn.was].filter(([b, was]) => b.checked !== was).map(([b]) => b);
      if (changed.length) done(changed);
    }
    drawn = null;
  };
  addEventListener('pointerup', up);
  el.addEventListener('click', (e) => {
    const box = word(e.target);
    if (!box) return;
    if (moved) { e.preventDefault(); moved = false; return; }
    if (!e.shiftKey || !last?.isConnected || e.target === box) { if (e.target === box) last = box; return; }
    e.preventDefault();
    const changed = stretch(box.form, last, box, last.checked);
    last = box;
    box.focus();
    if (changed.length) done(changed);
  });
  el.addEventListener('keydown', (e) => {
    const box = e.shiftKey && e.target.matches?.('[data-redact] .cr-word input') ? e.target : null;
    if (!box || !/^Arrow(Left|Right)$/.test(e.key)) return;
    const to = arrow(box.form, box, e.key);
    const changed = to ? stretch(box.form, to, to, box.checked) : [];
    if (changed.length) done(changed);
  });
  return () => removeEventListener('pointerup', up);
}
