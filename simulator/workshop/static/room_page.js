// The page of a seat or a board in Voilà, until its widget is there: it says so when that takes long.
(() => {
  window.voila_heartbeat = () => {};
  window.voila_process = () => {};
  window.voila_finish = () => {};
  document.addEventListener('DOMContentLoaded', () => { window.cellLoaded = true; });   // Voilà's own word for it
  const ready = () => document.documentElement.dataset.ready;
  const tidy = setInterval(() => {
    document.querySelector('.jp-LabShell')?.setAttribute('id', 'voila-shell');   // it came with our main part's id
    const place = document.querySelector('.cr-output[data-waiting]');
    if (!ready()) return;
    place?.removeAttribute('data-waiting');
    document.querySelector('.cr-loading')?.remove();
    clearInterval(tidy);
  }, 100);
  setTimeout(() => {
    if (ready()) return;
    document.getElementById('cr-lost').hidden = false;
    document.getElementById('cr-lost-text').textContent = 'This takes longer than usual. Wait a little, then load the page again. Nothing you saved is lost.';
  }, 30000);
})();
