// <stamp-scanner data-fields="first last">: reads QR codes with the camera into the named fields, one after the other;
// into a textarea it adds line after line. Only where the browser can read codes; typing works everywhere.
class StampScanner extends HTMLElement {
  connectedCallback() {
    if (!("BarcodeDetector" in window) || !navigator.mediaDevices) return;
    this.fields = this.dataset.fields.split(" ").map((name) => document.getElementById(name));
    this.button = this.appendChild(document.createElement("button"));
    this.button.type = "button";
    this.button.textContent = this.dataset.start;
    this.button.addEventListener("click", () => (this.stream ? this.stop() : this.start()));
    this.said = this.appendChild(document.createElement("p"));
    this.said.setAttribute("role", "status");
  }

  disconnectedCallback() {
    this.stop();
  }

  async start() {
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      this.said.textContent = this.dataset.blocked;
      return;
    }
    this.video = this.insertBefore(document.createElement("video"), this.button);
    this.video.playsInline = true;
    this.video.muted = true;
    this.video.srcObject = this.stream;
    await this.video.play();
    this.button.textContent = this.dataset.stop;
    this.reader = new BarcodeDetector({ formats: ["qr_code"] });
    this.look();
  }

  async look() {
    if (!this.stream) return;
    for (const found of await this.reader.detect(this.video).catch(() => [])) this.take(found.rawValue);
    requestAnimationFrame(() => setTimeout(() => this.look(), 120));
  }

  // The stamp stays before the camera for a while: the same code twice in a row is one.
  take(text) {
    if (text === this.latest) return;
    this.latest = text;
    const [one] = this.fields;
    if (one.tagName === "TEXTAREA") {
      if (one.value.split("\n").includes(text)) return;
      one.value += `${one.value && !one.value.endsWith("\n") ? "\n" : ""}${text}\n`;
      this.said.textContent = this.dataset.counted.replace("#", one.value.trim().split("\n").length);
    } else {
      const empty = this.fields.find((field) => !field.value);
      if (empty) empty.value = text;
      if (!this.fields.some((field) => !field.value)) this.stop();
    }
    navigator.vibrate?.(60);
  }

  stop() {
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = null;
    this.video?.remove();
    if (this.button) this.button.textContent = this.dataset.start;
  }
}

customElements.define("stamp-scanner", StampScanner);
