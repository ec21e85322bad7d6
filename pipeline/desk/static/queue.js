// The review by keyboard. Every action is a button, a link or a box on the page; a key only presses it.
"use strict";

(() => {
  let busy = false;
  const isTyping = (element) => element.matches("input:not([type=checkbox]), textarea, select");
  const isPressing = (element) => element.matches("button, a, summary");

  function find(key) {
    return [...document.querySelectorAll("[data-key]")].find(
      (one) => one.dataset.key === key || (one.dataset.keys || "").split(" ").includes(key));
  }

  function openNear(summary) {
    const details = summary.parentElement;
    details.open = !details.open;
    const field = details.querySelector("input:not([type=hidden]), textarea");
    if (details.open) details.scrollIntoView({ block: "nearest" });
    if (details.open && field) field.focus({ preventScroll: true });
  }

  document.addEventListener("keydown", (event) => {
    const dialog = document.getElementById("phim-tat");
    if (event.ctrlKey || event.altKey || event.metaKey || (dialog && dialog.open)) return;
    const at = document.activeElement || document.body;
    if (event.key === "Escape" && isTyping(at)) { at.blur(); return; }
    if (isTyping(at) || (event.key === "Enter" && isPressing(at))) return;
    const target = find(event.key.length === 1 ? event.key.toLowerCase() : event.key);
    if (!target) return;
    event.preventDefault();
    if (busy || event.repeat) return;
    if (target.matches("summary")) openNear(target);
    else target.click();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest(".help")) document.getElementById("phim-tat").showModal();
  });

  // One box ticks all of a name.
  document.addEventListener("change", (event) => {
    const name = event.target.dataset.all;
    if (!name) return;
    event.target.form.querySelectorAll(`input[name="${name}"]`).forEach((box) => { box.checked = event.target.checked; });
  });

  // A further code to add: another empty list appears below the one just used.
  document.addEventListener("change", (event) => {
    const list = event.target.closest("select.add");
    if (list && list.value && list === list.form.querySelector("select.add:last-of-type")) {
      const next = list.cloneNode(true);
      next.value = "";
      list.after(next);
    }
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (busy) event.preventDefault();
    busy = true;
  });
  document.addEventListener("htmx:afterRequest", () => { busy = false; });

  // An error page is shown whole instead of inside the screen; signed out meanwhile, the door asks again.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const told = event.detail.xhr;
    if (told.responseText.includes('id="ban-duyet"')) return;
    if (told.status >= 400 && told.responseText) {
      event.detail.shouldSwap = true;
      event.detail.target = document.body;
      event.detail.swapOverride = "innerHTML";
    } else {
      event.detail.shouldSwap = false;
      window.location.reload();
    }
  });
})();
