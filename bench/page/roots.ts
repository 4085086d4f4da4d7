/** The product and the plain page keep what they show in the shadow roots of the same two ids. */
export const root = (id: 'bar' | 'card') => document.querySelector(`#${id}`)?.shadowRoot ?? undefined;

export const shownName = () => root('card')?.querySelector('[part=caller]')?.textContent?.trim() ?? '';
