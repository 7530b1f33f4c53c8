(function () {
  var root = document.documentElement;
  var box = document.querySelector('.switch');
  box.hidden = false;
  function each(selector, act) { Array.prototype.forEach.call(document.querySelectorAll(selector), act); }
  function turn(text) { return text.replace(/[.,]/g, function (mark) { return mark === '.' ? ',' : '.'; }); }
  function show(language) {
    if (root.lang !== language) {
      each('.n', function (element) { element.firstChild.nodeValue = turn(element.firstChild.nodeValue); });
    }
    root.lang = language;
    document.title = root.getAttribute('data-title-' + language);
    each('[data-' + language + ']', function (element) { element.setAttribute('aria-label', element.getAttribute('data-' + language)); });
    each('.switch button', function (button) { button.setAttribute('aria-pressed', String(button.getAttribute('data-lang') === language)); });
  }
  each('.switch button', function (button) {
    button.addEventListener('click', function () {
      show(button.getAttribute('data-lang'));
      history.replaceState(null, '', '#' + button.getAttribute('data-lang'));
    });
  });
  if (location.hash === '#en') show('en');
})();
