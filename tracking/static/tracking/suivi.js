// Refreshes the page's content every 30 s without losing the reader's place; the page works without.
(function () {
  "use strict";
  function busy() {
    var field = document.getElementById("fin");
    return document.hidden || document.querySelector("#photo img") || (field && (field.value || field === document.activeElement));
  }
  function refresh() {
    if (busy()) return;
    fetch(location.href.split("#")[0], { headers: { Accept: "text/html" } })
      .then(function (answer) { return answer.ok ? answer.text() : null; })
      .then(function (text) {
        if (!text || busy()) return;
        var fresh = new DOMParser().parseFromString(text, "text/html");
        var page = fresh.getElementById("page");
        var shown = document.getElementById("page");
        if (page && page.innerHTML !== shown.innerHTML) {
          shown.replaceWith(document.adoptNode(page));
          document.title = fresh.title;
        }
      })
      .catch(function () { /* offline: the last known page stays */ });
  }
  setInterval(refresh, 30000);
  document.addEventListener("visibilitychange", refresh);
})();
