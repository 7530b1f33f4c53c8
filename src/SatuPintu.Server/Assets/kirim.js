// Sends the file of the form in pieces, so that a lost connection or a closed page costs one piece. Without this script the form is sent as a whole.
'use strict';
(() => {
  const piece = 4 * 1024 * 1024;
  const patience = 12;
  const form = document.querySelector('form[data-kirim]');
  const base = form.dataset.kirim;
  const bar = document.getElementById('kemajuan-bar');
  const words = document.getElementById('kemajuan-kata');
  const trouble = document.getElementById('gangguan');
  const button = form.querySelector('button');
  const number = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

  class Refused extends Error {}

  const pause = seconds => new Promise(done => setTimeout(done, 1000 * seconds));

  const show = (done, total) => {
    bar.max = total;
    bar.value = done;
    words.textContent = form.dataset.maju.replace('{done}', number.format(done / 1048576)).replace('{total}', number.format(total / 1048576) + ' MB');
  };

  const call = (method, path, headers, body) => fetch(base + path, {
    method, body, credentials: 'same-origin', redirect: 'error',
    headers: { 'X-Requested-With': 'SatuPintu', 'Accept-Language': document.documentElement.lang, ...headers },
  });

  // What may pass by itself is tried again; what the service refuses is said.
  const insist = async ask => {
    for (let tried = 0; ; tried++) {
      let answer = null;
      try {
        answer = await ask();
      } catch {
        // The connection was lost.
      }
      if (answer && (answer.ok || answer.headers.has('Upload-Offset'))) return answer;
      if (answer && answer.status === 401) throw new Refused(form.dataset.keluar);
      if (answer && answer.status < 500 && answer.status !== 409 && answer.status !== 429) {
        const problem = await answer.json().catch(() => ({}));
        throw new Refused(problem.detail || form.dataset.gagal);
      }
      if (tried === patience) throw new Refused(form.dataset.terputus);
      await pause(Math.min(15, 2 ** tried / 2));
    }
  };

  const send = async file => {
    const asked = JSON.stringify({ source: form.elements.Source.value, fileName: file.name, size: file.size, asOf: form.elements.AsOf.value, changed: file.lastModified });
    const begun = await insist(() => call('POST', '', { 'Content-Type': 'application/json' }, asked));
    const path = '/uploads/' + (await begun.json()).upload;
    let offset = null;
    let isWhole = false;
    while (!isWhole) {
      // Where the service stands is asked after each cut, and at the start: the file may have come in part before.
      const answer = await insist(async () => {
        if (offset === null) return call('HEAD', path);
        const at = offset;
        offset = null;
        return call('PATCH', path, { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': String(at) }, file.slice(at, at + piece));
      });
      offset = Number(answer.headers.get('Upload-Offset'));
      isWhole = offset >= file.size;
      show(offset, file.size);
    }
    words.textContent = form.dataset.periksa;
    const finished = await (await insist(() => call('POST', path + '/finish'))).json();
    location.assign(form.dataset.kiriman + finished.delivery + '?sudah=' + finished.wasThere);
  };

  form.addEventListener('submit', async submitted => {
    const file = form.elements.Upload.files[0];
    if (!file) return;
    submitted.preventDefault();
    button.disabled = true;
    trouble.hidden = true;
    document.getElementById('kemajuan').hidden = false;
    show(0, Math.max(1, file.size));
    try {
      await send(file);
    } catch (e) {
      trouble.firstElementChild.textContent = e instanceof Refused ? e.message : form.dataset.gagal;
      trouble.hidden = false;
      button.disabled = false;
    }
  });
})();
