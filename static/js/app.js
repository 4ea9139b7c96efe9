// Small elements that make forms quicker. Every page works without them.

// <live-form target="#id">: fetches the form's own page while people type and swaps the target.
class LiveForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.form.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.wanted = undefined; // an answer still on its way would undo what was just chosen
      this.timer = setTimeout(() => this.refresh(), 150);
    });
  }

  async refresh() {
    const address = new URL(this.form.action || location.href);
    address.search = new URLSearchParams(new FormData(this.form));
    this.wanted = address.href;
    const answer = await fetch(address, { headers: { accept: "text/html" } });
    if (!answer.ok || this.wanted !== address.href) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const selector = this.getAttribute("target");
    const fresh = page.querySelector(selector);
    const shown = document.querySelector(selector);
    const focused = shown.contains(document.activeElement) && document.activeElement.id;
    if (fresh) shown.replaceWith(document.adoptNode(fresh));
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    history.replaceState(null, "", address);
  }
}

// <photo-field>: shows the chosen photo and makes it smaller before it travels over a weak line.
class PhotoField extends HTMLElement {
  static MOST = 1600;

  connectedCallback() {
    this.input = this.querySelector("input[type=file]");
    this.input.addEventListener("change", () => this.shrink());
  }

  async shrink() {
    const [file] = this.input.files;
    if (!file) return;
    let bitmap;
    try {
      bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    } catch {
      return; // not a picture this browser knows; the server will say so
    }
    const scale = Math.min(1, PhotoField.MOST / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    if (small && small.size < file.size) {
      const files = new DataTransfer();
      files.items.add(new File([small], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }));
      this.input.files = files.files;
    }
    this.preview(small ?? file);
  }

  preview(picture) {
    this.image ??= this.querySelector("img") ?? this.insertBefore(document.createElement("img"), this.input);
    this.image.className = "picture";
    this.image.alt = "";
    this.image.src = URL.createObjectURL(picture);
  }
}

customElements.define("live-form", LiveForm);
customElements.define("photo-field", PhotoField);
