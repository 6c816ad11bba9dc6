(function () {
  var find = document.getElementById("find");
  var found = document.getElementById("found");
  var rows = Array.from(document.querySelectorAll("#package-list tbody tr"));
  find.closest("p").hidden = false;
  find.addEventListener("input", function () {
    var words = find.value.toLowerCase().split(" ").filter(Boolean);
    var count = 0;
    rows.forEach(function (row) {
      var text = row.textContent.toLowerCase();
      row.hidden = !words.every(function (word) { return text.includes(word); });
      if (!row.hidden) count += 1;
    });
    found.textContent = words.length ? count + " of " + rows.length : "";
  });
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (details) { details.open = true; });
  });
})();
