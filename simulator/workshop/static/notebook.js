// A course page in Voilà: say when the exercises are there, and say it when the server has gone. No request leaves the machine.
(() => {
  const status = document.getElementById('cr-status');
  const waiting = () => [...document.querySelectorAll('.cr-output[data-waiting]')];
  // JupyterLab's empty frames are there before the exercise is.
  const filled = (place) => place.querySelector('.jp-OutputArea-output :not(.lm-Widget)');
  const started = Date.now();
  let told = false;

  const look = () => {
    for (const place of waiting()) {
      if (!filled(place)) continue;
      place.removeAttribute('data-waiting');
      place.querySelector('.cr-loading')?.remove();
    }
    if (window.crAllCells && !waiting().length) {
      watch.disconnect();
      clearInterval(timer);
      document.documentElement.dataset.ready = 'yes';
      status.textContent = 'Ready. The exercises are on the page.';
      follow();
    } else if (!told && Date.now() - started > 45000) {
      told = true;
      status.textContent = 'This takes longer than usual. Wait a little, then load the page again. Nothing you saved is lost.';
      document.getElementById('cr-lost').hidden = false;
      document.getElementById('cr-lost-text').textContent = status.textContent;
    }
  };
  const watch = new MutationObserver(look);
  watch.observe(document.getElementById('main'), { childList: true, subtree: true });
  const timer = setInterval(look, 500);

  // Voilà calls these while it runs the notebook. The page is readable from the first cell on.
  window.voila_heartbeat = () => {};
  window.voila_process = () => {};
  window.voila_finish = () => look();
  document.addEventListener('DOMContentLoaded', () => {
    window.crAllCells = window.cellLoaded = true;   // cellLoaded: Voilà's own word for it
    look();
  });

  // A heading named in the address may have come after the page was first shown.
  let moved = false;
  for (const kind of ['wheel', 'keydown', 'pointerdown', 'touchmove']) addEventListener(kind, () => { moved = true; }, { once: true, passive: true });
  const jump = () => {
    if (!moved && location.hash.length > 1) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  };

  // Ask now and then whether the kernel of this page is still there.
  const follow = () => {
    document.querySelector('.jp-LabShell')?.setAttribute('id', 'voila-shell');   // it came with our main part's id
    jump();
    const config = JSON.parse(document.getElementById('jupyter-config-data').textContent);
    const address = `${config.baseUrl}api/kernels/${config.kernelId}`;
    const lost = document.getElementById('cr-lost');
    const words = document.getElementById('cr-lost-text');
    let misses = 0;
    setInterval(async () => {
      if (document.hidden && !misses) return;
      let gone = false;
      try {
        const answer = await fetch(address, { cache: 'no-store' });
        gone = answer.status === 404;
        misses = answer.ok ? 0 : misses + 1;
      } catch { misses += 1; }
      const text = gone
        ? 'Caseroom was started again. Load this page again to go on. What was marked as saved is there. Copy words that are not saved yet first.'
        : 'Caseroom does not answer. Start it again, then load this page again. What was marked as saved is there. Copy words that are not saved yet first.';
      const show = gone || misses > 1;
      if (show && words.textContent !== text) words.textContent = text;
      if (!show) words.textContent = '';
      lost.hidden = !show;
    }, 5000);
  };
})();
