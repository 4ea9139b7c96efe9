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

// <file-progress address done>: once its link or form has begun a download, asks how far the file is.
class FileProgress extends HTMLElement {
  static EVERY_MS = 500;
  static PATIENCE = 20; // questions before a file that never began is given up

  connectedCallback() {
    this.querySelector("a, form").addEventListener(this.querySelector("form") ? "submit" : "click", () => this.begin());
  }

  begin() {
    clearInterval(this.timer);
    this.seen = false;
    this.asked = 0;
    this.querySelector("[role=status]").textContent = "";
    this.timer = setInterval(() => this.ask(), FileProgress.EVERY_MS);
  }

  async ask() {
    this.asked += 1;
    const answer = await fetch(this.getAttribute("address")).catch(() => null); // a weak line: ask again
    if (!answer?.ok) return;
    const { percent, text } = await answer.json();
    if (percent !== null) this.show(percent, text);
    else if (this.seen) this.end();
    else if (this.asked >= FileProgress.PATIENCE) clearInterval(this.timer);
  }

  show(percent, text) {
    this.seen = true;
    this.querySelector(".making").hidden = false;
    this.querySelector("progress").value = percent;
    this.querySelector(".figure").textContent = text;
  }

  end() {
    clearInterval(this.timer);
    this.show(100, "");
    this.querySelector("[role=status]").textContent = this.getAttribute("done");
  }
}

customElements.define("file-progress", FileProgress);
customElements.define("share-file", ShareFile);
