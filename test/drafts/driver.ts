/** What a person sees on a card and does with it. The form may be made anew at any time, so nothing of it is held. */
import type {Frame, Page} from 'puppeteer-core';

export type Seen = Page | Frame;

const often = {polling: 20, timeout: 10_000} as const;

/** Of several cards the one in front. */
const control = (name: string) => `:not([hidden]) > form [part=control][name="${name}"]`;

/** What stands in a field, once it is there. */
export async function textIn(page: Seen, name: string): Promise<string> {
  const found = await page.waitForFunction(
    (selector) => {
      const card = document.querySelector('screen-pop')?.shadowRoot;
      const [field] = card?.querySelectorAll<HTMLInputElement>(selector) ?? [];
      return field && {value: field.value};
    },
    often,
    control(name),
  );
  return (await found.jsonValue())?.value ?? '';
}

/** Waits until a field holds a text. */
export async function shows(page: Seen, name: string, text: string): Promise<void> {
  await page.waitForFunction(
    (selector, wanted) => {
      const card = document.querySelector('screen-pop')?.shadowRoot;
      return card?.querySelector<HTMLInputElement>(selector)?.value === wanted;
    },
    often,
    control(name),
    text,
  );
}

/** Goes to a field and marks what is in it, so that the next key replaces it. */
export async function enter(page: Seen, name: string): Promise<void> {
  await page.waitForFunction(
    (selector) => {
      const card = document.querySelector('screen-pop')?.shadowRoot;
      const field = card?.querySelector<HTMLInputElement>(selector);
      field?.focus();
      field?.select();
      return field !== null && card?.activeElement === field;
    },
    often,
    control(name),
  );
}

/** Types into a field in place of what stands in it. */
export async function write(page: Page, name: string, text: string): Promise<void> {
  await enter(page, name);
  await page.keyboard.type(text);
}

/** Waits until the card says this, of its words that are not saved or elsewhere. */
export async function cardSays(page: Seen, words: string, part: 'draft' | 'card' = 'draft'): Promise<void> {
  await page.waitForFunction(
    (selector, wanted) => {
      const place = document.querySelector('screen-pop')?.shadowRoot?.querySelector(selector);
      return place?.textContent.replace(/\s+/g, ' ').includes(wanted);
    },
    often,
    `[part=${part}]`,
    words,
  );
}

export async function press(page: Seen, element: 'agent-bar' | 'screen-pop', part: string): Promise<void> {
  const button = await page.waitForSelector(`${element} >>> [part=${part}]`, {visible: true});
  await button?.click();
}

/** Waits for something that no page shows. */
export async function until(holds: () => boolean | Promise<boolean>, patience = 5_000): Promise<void> {
  const end = Date.now() + patience;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Not within ${patience} ms: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
