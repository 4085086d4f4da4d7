/** The least that a custom element can be. */
class EmptyElement extends HTMLElement {
  connectedCallback() {
    this.attachShadow({mode: 'open'}).textContent = 'empty';
  }
}

customElements.define('empty-element', EmptyElement);
