const all = (selector) => document.querySelectorAll(selector);
// Sharing: the phone's own sheet, else the address is copied.
all("[data-done]").forEach((button) => {
  const copy = navigator.clipboard;
  button.hidden = !navigator.share && !copy;
  button.onclick = async () => {
    const url = document.querySelector("[rel=canonical]")?.href ?? location.href;
    if (navigator.share) return navigator.share({ title: document.title, url }).catch(() => {});
    await copy.writeText(url);
    button.textContent = button.dataset.done;
  };
});
// What an address points into must be seen; a wide screen and paper have room for all but the form.
const open = () => document.getElementById(location.hash.slice(1))?.closest("details")?.setAttribute("open", "");
const openAll = () => all("details:not(#report)").forEach((part) => { part.open = true; });
open();
addEventListener("hashchange", open);
addEventListener("beforeprint", openAll);
if (matchMedia("(min-width:48rem)").matches) openAll();
// A photo is made smaller before it travels over a weak line; what this browser cannot read goes as it is.
all("[type=file]").forEach((input) => {
  input.onchange = async () => {
    const picture = await createImageBitmap(input.files[0]);
    const scale = Math.min(1, 1600 / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = picture.width * scale;
    canvas.height = picture.height * scale;
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((small) => {
      const files = new DataTransfer();
      files.items.add(new File([small], "photo.jpg", { type: small.type }));
      if (small.size < input.files[0].size) input.files = files.files;
    }, "image/jpeg", 0.8);
  };
});
// Where a stamp was scanned: only when the visitor says so, and no nearer than a tenth of a degree.
all("[data-place]").forEach((form) => {
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
