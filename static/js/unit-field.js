// <unit-field>: offers communes while their name is typed; without this script the button beside the field does it.
class UnitField extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("#place");
    this.querySelectorAll("button").forEach((button) => button.remove());
    this.input.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.offer(), 200);
    });
  }

  async offer() {
    const place = this.input.value;
    const answer = await fetch(`/places/units?place=${encodeURIComponent(place)}`);
    if (!answer.ok || this.input.value !== place) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    this.querySelector(".unit-choices").replaceWith(document.adoptNode(page.querySelector(".unit-choices")));
  }
}

customElements.define("unit-field", UnitField);
