// The doors of a workshop: a seat's token is put where /room finds it. It comes in a page's body or behind the # of a
// personal link, and goes nowhere but into this browser. Without this script the forms still work.
(() => {
  const main = () => document.getElementById('main');
  const one = (selector) => main().querySelector(selector);
  let key;      // of the seat's token in this browser
  let room;
  let sent = false;   // a form was sent from this page
  let length;   // letters of a token
  const stores = [['browser', () => localStorage], ['window', () => sessionStorage]];   // asking for one may throw
  const LETTERS = /[^2-9a-hjkmnp-tv-z]/g;   // as simulator.responses.room.LETTERS

  // Where the token is kept: in the browser, in this window only, or nowhere.
  const keep = (token) => {
    for (const [where, store] of stores) {
      try {
        store().setItem(key, token);
        if (store().getItem(key) === token) return where;
      } catch { /* refused: try the next */ }
    }
    return 'nowhere';
  };
  const kept = () => stores.some(([, store]) => { try { return store().getItem(key); } catch { return false; } });

  const show = (element, yes = true) => { if (element) element.hidden = !yes; };

  const enter = (token) => {
    const where = keep(token);
    if (where === 'browser') {
      if (sent) location.assign(room);   // the way back leads to the form
      else location.replace(room);
      return;
    }
    show(one('[data-moment]'), false);
    show(one('[data-come-back]'), false);
    show(one(`[data-kept="${where}"]`));
    const way = one('[data-way-back]');
    show(way);
    if (way) copying(way);
    one('h1').focus();
  };

  // ---- the personal link, shown

  const copying = (way) => {
    const field = way.querySelector('input');
    field.value = new URL(field.value, location.href).href;
    way.querySelector('[data-copy]').addEventListener('click', async () => {
      field.select();
      let copied = false;
      try {
        await navigator.clipboard.writeText(field.value);   // only over https and on this computer itself
        copied = true;
      } catch { copied = document.execCommand('copy'); }
      way.querySelector('[data-copied]').textContent = copied ? 'Copied.' : 'The link is marked: copy it with your keyboard.';
    });
  };

  // ---- coming back

  const coming = () => {
    const form = one('[data-come-back]');
    if (!form) return;
    const field = form.querySelector('input');
    const take = (text) => {
      const token = text.slice(text.lastIndexOf('#') + 1).toLowerCase().replace(LETTERS, '');
      if (token.length !== length) return false;
      enter(token);
      return true;
    };
    const look = () => {
      const typed = location.hash.slice(1);
      if (!typed || document.getElementById(typed)) return;
      history.replaceState(null, '', location.pathname);
      if (!take(typed)) wrong();
    };
    const wrong = () => {
      for (const part of main().querySelectorAll('[data-mistake]')) show(part);
      field.setAttribute('aria-invalid', 'true');
      field.setAttribute('aria-describedby', 'link-hint link-error');
      document.getElementById('mistakes').focus();
    };
    show(form);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (!take(field.value)) wrong();
    });
    addEventListener('hashchange', look);
    look();
  };

  // ---- sending a form without leaving the page: the answer is the page

  const post = async (form) => {
    const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), cache: 'no-store' });
    return { status: answer.status, page: new DOMParser().parseFromString(await answer.text(), 'text/html') };
  };
  const become = (page) => {
    const next = page.getElementById('main');
    main().replaceWith(document.adoptNode(next));
    document.title = page.title;
    sent = true;
    arrive();
  };

  // ---- joining

  const joining = () => {
    const field = document.getElementById('code');
    const take = () => {
      const code = /^#([a-z]{6})$/i.exec(location.hash);
      if (!code || !field) return;
      field.value = code[1].toUpperCase();
      history.replaceState(null, '', location.pathname + location.search);
    };
    addEventListener('hashchange', take);
    take();
    for (const form of main().querySelectorAll('form[data-once]')) {
      form.addEventListener('submit', async (event) => {
        event.preventDefault();
        if (form.dataset.sent) return;
        form.dataset.sent = 'yes';
        setTimeout(() => { delete form.dataset.sent; }, 5000);
        try { become((await post(form)).page); } catch { form.submit(); }   // without our help it works too
      });
    }
  };

  // ---- waiting for a seat

  const waiting = () => {
    const form = one('[data-again]');
    if (!form) return;
    const lost = form.querySelector('[data-lost]');
    show(form.querySelector('[data-looks]'));
    const again = () => setTimeout(look, Number(form.dataset.again) * 1000);
    const say = (text) => { if (lost.textContent !== text) lost.textContent = text; show(lost, Boolean(text)); };
    const look = async () => {
      let status;
      let page;
      try {
        ({ status, page } = await post(form));
      } catch { /* no answer */ }
      if (!form.isConnected) return;
      const looked = page?.querySelector('[data-looked]');
      if (looked) {
        form.querySelector('[data-looked]').textContent = looked.textContent;
        say('');
      } else if (!page || status === 429 || status >= 500) {
        say('Caseroom does not answer at the moment. We go on trying.');
      } else {
        // Let in, or told something else: the answer is the page.
        become(page);
        return;
      }
      again();
    };
    again();
  };

  const arrive = () => {
    const here = one('[data-workshop]').dataset;
    [key, room, length] = [`caseroom:seat:${here.workshop}`, here.room, Number(here.length)];
    show(one('[data-without]'), false);
    const seat = one('[data-token]');
    if (seat) {
      show(one('[data-moment]'));
      enter(seat.dataset.token);
      return;
    }
    show(one('[data-seat]'), Boolean(kept()));
    joining();
    coming();
    waiting();
    (document.getElementById('mistakes') && one('#mistakes').offsetParent ? one('#mistakes') : one('#trouble'))?.focus();
  };
  addEventListener('pageshow', (event) => { if (event.persisted && sent) location.reload(); });
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', arrive);
  else arrive();
})();
