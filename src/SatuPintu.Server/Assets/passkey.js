// Asks the device for a passkey and sends its answer with the page's form. Nothing is fetched and nothing is kept.
'use strict';
for (const form of document.querySelectorAll('form[data-passkey]')) {
  const trouble = form.querySelector('[data-trouble]');
  const unsupported = !window.PublicKeyCredential;
  form.querySelector(unsupported ? '[data-unsupported]' : 'button').hidden = false;
  form.addEventListener('submit', async (event) => {
    if (form.elements.Answer.value) return;
    event.preventDefault();
    trouble.hidden = true;
    const options = JSON.parse(form.dataset.options);
    try {
      const key = form.dataset.passkey === 'create'
        ? await navigator.credentials.create({ publicKey: creation(options) })
        : await navigator.credentials.get({ publicKey: request(options) });
      form.elements.Answer.value = JSON.stringify(written(key));
      form.submit();
    } catch {
      trouble.hidden = false;
      trouble.focus();
    }
  });
}

function creation(options) {
  options.challenge = bytes(options.challenge);
  options.user.id = bytes(options.user.id);
  for (const known of options.excludeCredentials ?? []) known.id = bytes(known.id);
  return options;
}

function request(options) {
  options.challenge = bytes(options.challenge);
  for (const known of options.allowCredentials ?? []) known.id = bytes(known.id);
  return options;
}

function written(key) {
  const answer = key.response;
  return {
    id: key.id,
    rawId: text(key.rawId),
    type: key.type,
    authenticatorAttachment: key.authenticatorAttachment ?? undefined,
    clientExtensionResults: key.getClientExtensionResults(),
    response: {
      clientDataJSON: text(answer.clientDataJSON),
      attestationObject: answer.attestationObject && text(answer.attestationObject),
      transports: answer.getTransports?.(),
      authenticatorData: answer.authenticatorData && text(answer.authenticatorData),
      signature: answer.signature && text(answer.signature),
      userHandle: answer.userHandle ? text(answer.userHandle) : undefined,
    },
  };
}

function bytes(text) {
  return Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
}

function text(buffer) {
  return btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}
