// A call: real time for those who want it, and looking back moment by moment.

const SLOWER = { slow: 2, real: 1 };   // times the moment's own seconds; turn by turn it waits
const SOON = 10;                       // seconds before it goes on, when that is said

/* Counts down to saying nothing. It stands still while it is held, while the page is out of sight, and turn by turn. */
function clock(form, goOn) {
  let left = 0, held = false, was = '';
  const line = () => form() && find(form(), '[data-clock]');
  const factor = () => SLOWER[find(form(), '[name=pace]')?.value];
  function show() {
    const box = line();
    if (!box) return;
    const on = Boolean(factor());
    box.hidden = !on;
    if (!on) return;
    find(box, '[data-left]').textContent = held ? 'The call stands still.' : `It goes on by itself in ${left} seconds.`;
    const soon = find(box, '[data-soon]');
    const words = !held && left === SOON ? `Ten seconds left.` : '';
    if (soon.textContent !== words && (words || left > SOON)) soon.textContent = words;
  }
  function begin() {
    if (!line()) return;
    was = find(form(), '[name=pace]').value;
    left = Math.round(+line().dataset.clock * (factor() ?? 1));
    show();
  }
  const timer = setInterval(() => {
    if (!line()) return;
    if (find(form(), '[name=pace]').value !== was) begin();
    if (!factor() || held || document.visibilityState === 'hidden') return;
    left -= 1;
    show();
    if (left <= 0) {
      left = 1e9;
      goOn(find(form(), `input[name=act][data-silence]`));
    }
  }, 1000);
  return {
    begin,
    hold(button) {
      held = !held;
      button.textContent = held ? 'Go on' : 'Stand still';
      show();
    },
    end: () => clearInterval(timer),
  };
}

/* Show one moment of a call that is over. On paper all of them stand one under the other. */
function look(el, number) {
  const moments = findAll(el, '[data-moment]');
  const to = moments.find((m) => m.dataset.moment === number);
  if (!to) return;
  for (const moment of moments) moment.hidden = moment !== to;
  for (const link of findAll(el, '[data-act=moment]')) {
    if (link.closest('.cr-strip') && link.dataset.number === number) link.setAttribute('aria-current', 'step');
    else link.removeAttribute('aria-current');
  }
  go(find(to, '[data-moment-title]'), 'start');
}
