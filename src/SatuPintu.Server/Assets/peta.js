// Says the moment that the slider stands at, and shows it once it is let go. Without this script the button beside it does.
'use strict';
(() => {
  const slider = document.querySelector('input[type=range][list]');
  const says = document.querySelector(`output[for="${slider.id}"]`);
  const moments = new Map([...slider.list.options].map(o => [o.value, o.label]));
  const say = () => {
    says.value = moments.get(slider.value);
    slider.setAttribute('aria-valuetext', says.value);
  };
  slider.addEventListener('input', say);
  // Keys move it step by step; whoever holds one down is not shown every step.
  let soon;
  slider.addEventListener('change', () => {
    clearTimeout(soon);
    soon = setTimeout(() => slider.form.requestSubmit(), 400);
  });
  say();
})();
