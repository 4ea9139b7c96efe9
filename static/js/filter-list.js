// <filter-list>: hides the rows of a list that do not fit what is typed; accents and capitals do not matter.
// Ticked rows always stay, so that nothing chosen is out of sight.
const fold = (text) => text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase().replace(/đ/g, "d");

class FilterList extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("input[type=search]");
    this.nothing = this.querySelector("[role=status]");
    this.rows = [...this.querySelectorAll("li")].map((row) => ({ row, text: fold(row.textContent) }));
    this.field.closest("[hidden]").hidden = false;
    this.field.addEventListener("input", () => this.filter());
    // Return would send the form that the list stands in.
    this.field.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  }

  filter() {
    const wanted = fold(this.field.value.trim());
    let found = 0;
    for (const { row, text } of this.rows) {
      const fits = text.includes(wanted);
      row.hidden = !fits && !row.querySelector(":checked");
      found += fits;
    }
    this.nothing.hidden = found > 0;
  }
}

customElements.define("filter-list", FilterList);
