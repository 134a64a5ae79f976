// What takes a while says so, and is not sent twice. Without this file every page works all the same.
"use strict";

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.wait) return;
  const button = form.querySelector("button");
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  button.setAttribute("aria-disabled", "true");
  button.textContent = form.dataset.wait;
});

// A page that the browser brings back from its memory may be sent again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});

// Choosing from the list of all competencies means «another competency».
document.addEventListener("change", (event) => {
  if (!(event.target instanceof HTMLSelectElement) || event.target.name !== "other") return;
  const radio = event.target.closest("form").querySelector('input[value="other"]');
  radio.checked = event.target.value !== "";
});
