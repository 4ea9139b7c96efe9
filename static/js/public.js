const all = (selector) => document.querySelectorAll(selector);
// Sharing: the phone's own sheet, else the address is copied; where neither can be, the link stays a link.
all("[data-done]").forEach((link) => {
  link.onclick = async (event) => {
    const { href: url, dataset } = link;
    const copy = navigator.clipboard;
    if (navigator.share || copy) event.preventDefault();
    if (navigator.share) return navigator.share({ title: document.title, url }).catch(() => {});
    await copy?.writeText(url);
    link.textContent = dataset.done;
  };
});
// What an address points into must be seen; a wide screen and paper have room for all but the form.
const open = () => document.getElementById(location.hash.slice(1))?.closest("details")?.setAttribute("open", "");
const openAll = () => all("details:not(#report)").forEach((part) => { part.open = true; });
open();
onhashchange = open;
onbeforeprint = openAll;
if (matchMedia("(min-width:48rem)").matches) openAll();
// A photo is made smaller before it travels over a weak line; what this browser cannot read goes as it is.
all("[type=file]").forEach((input) => {
  input.onchange = async () => {
    const [file] = input.files;
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, 1600 / Math.max(picture.width, picture.height));
    const [width, height] = [picture.width * scale, picture.height * scale];
    const canvas = Object.assign(document.createElement("canvas"), { width, height });
    canvas.getContext("2d").drawImage(picture, 0, 0, width, height);
    canvas.toBlob((small) => {
      const files = new DataTransfer();
      files.items.add(new File([small], "photo.jpg", { type: small.type }));
      if (small.size < file.size) input.files = files.files;
    }, "image/jpeg", 0.8);
  };
});
