// <print-button hidden><button>…</button></print-button>: opens the browser's print dialog; without scripts, its menu does.
class PrintButton extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.addEventListener("click", () => print());
  }
}

customElements.define("print-button", PrintButton);
