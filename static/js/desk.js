// <share-file address name>: offers the file to the phone's other apps (Zalo, a label printer's app), where it can.
class ShareFile extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    const empty = new File(["%PDF"], this.getAttribute("name"), { type: "application/pdf" });
    button.hidden = !navigator.canShare?.({ files: [empty] });
    button.addEventListener("click", () => this.share());
  }

  async share() {
    const answer = await fetch(this.getAttribute("address"));
    if (!answer.ok) return;
    const file = new File([await answer.blob()], this.getAttribute("name"), { type: "application/pdf" });
    await navigator.share({ files: [file] }).catch(() => {}); // closed without choosing an app
  }
}

customElements.define("share-file", ShareFile);
