// Where a stamp was scanned: only when the visitor says so, and no nearer than a tenth of a degree.
document.querySelectorAll("[data-place]").forEach((form) => {
  form.hidden = !navigator.geolocation;
  form.onsubmit = (event) => {
    if (form.latitude.value) return;
    event.preventDefault();
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      form.latitude.value = coords.latitude.toFixed(1);
      form.longitude.value = coords.longitude.toFixed(1);
      form.requestSubmit();
    });
  };
});
