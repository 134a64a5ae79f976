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
  const radio = event.target.closest("form").querySelector('input[type="radio"][value="other"]');
  if (radio) radio.checked = event.target.value !== "";
});

// Spaces are no reason: the form stays open and says so, as it does where nothing is written.
document.addEventListener("input", (event) => {
  if (!(event.target instanceof HTMLTextAreaElement) || !event.target.required) return;
  const written = event.target.value === "" || event.target.value.trim() !== "";
  event.target.setCustomValidity(written ? "" : "Напишите причину.");
});
