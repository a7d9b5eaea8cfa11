// What only makes the page quicker: without it everything works by mouse and keyboard all the same.
document.querySelectorAll("[data-choice]").forEach((box) => {
  box.addEventListener("input", () => {
    const name = box.dataset.choice;
    const typed = box.form.querySelector(`input[name="${CSS.escape(name)}"][value="typed"]`);
    if (typed && box.value) typed.checked = true;
  });
});
document.querySelectorAll("[data-ask]").forEach((button) => {
  button.addEventListener("click", (event) => {
    if (!window.confirm(button.dataset.ask)) event.preventDefault();
  });
});
document.addEventListener("keydown", (event) => {
  const accept = document.querySelector('button[name="action"][value="accept"]');
  if (event.altKey && event.key === "Enter" && accept) accept.click();
});
