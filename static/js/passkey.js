// <passkey-button options="…" answer="…">: asks the phone for a passkey, or to make one, and sends what it answers.
// Its button stays hidden where the browser knows no passkeys.
class PasskeyButton extends HTMLElement {
  connectedCallback() {
    const able = globalThis.PublicKeyCredential?.parseCreationOptionsFromJSON && navigator.credentials;
    if (!able) return;
    this.button = this.querySelector("button");
    this.hidden = false;
    this.button.addEventListener("click", () => this.run());
  }

  async run() {
    this.button.disabled = true;
    this.say("");
    try {
      const credential = await this.ask(await this.send(this.getAttribute("options"), {}));
      location.assign((await this.send(this.getAttribute("answer"), credential.toJSON())).next);
    } catch (problem) {
      const cancelled = problem.name === "NotAllowedError" || problem.name === "InvalidStateError";
      this.say(problem.sentence ?? this.getAttribute(cancelled ? "cancelled" : "failed"));
      this.button.disabled = false;
    }
  }

  ask(options) {
    if (this.hasAttribute("create")) {
      return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
    }
    return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  }

  async send(address, value) {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(value),
    });
    const said = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(said.problem), { sentence: said.problem });
    return said;
  }

  say(text) {
    this.querySelector("[role=status]").textContent = text;
  }
}

customElements.define("passkey-button", PasskeyButton);
