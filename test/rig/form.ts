/** The form of the card in front as a person finds it: by the labels of its fields. */
import type {Session} from '../../src/connect.ts';
import type {ScreenPop} from '../../src/elements/screen-pop/screen-pop.ts';
import {part, words} from './dom.ts';

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export class Form {
  readonly pop: ScreenPop;
  readonly session: Session;

  constructor(pop: ScreenPop, session: Session) {
    this.pop = pop;
    this.session = session;
  }

  /** What it says, apart from what stands in its fields. */
  get words(): string {
    return words(this.pop.renderRoot.querySelector<HTMLElement>('#form')!);
  }

  /** The fields in the order in which they stand. */
  get fields(): readonly HTMLElement[] {
    return [...this.pop.renderRoot.querySelectorAll<HTMLElement>('#form [part~=field]')];
  }

  /** How they are called. */
  get names(): readonly string[] {
    return this.fields.map(nameOf);
  }

  field(name: string): HTMLElement {
    const found = this.fields.find((field) => nameOf(field) === name);
    if (!found) throw new Error(`There is no field ${name}`);
    return found;
  }

  controls(name: string): readonly Control[] {
    return [...this.field(name).querySelectorAll<Control>('[part~=control]')];
  }

  control<C extends Control = HTMLInputElement>(name: string): C {
    const [first] = this.controls(name);
    if (!first) throw new Error(`There is no control in ${name}`);
    return first as C;
  }

  /** One choice of a radio group or a multi-choice. */
  choice(name: string, value: string): HTMLInputElement {
    const found = this.controls(name).find((control) => control.value === value);
    if (!found) throw new Error(`There is no ${value} in ${name}`);
    return found as HTMLInputElement;
  }

  /** What the page says is wrong with a field. */
  problem(name: string): string {
    return words(this.field(name).querySelector<HTMLElement>('.problem')!);
  }

  /** The control that has the keyboard. */
  get focused(): Element | null {
    return this.pop.shadowRoot?.activeElement ?? null;
  }

  get draft(): ReadonlyMap<string, unknown> {
    const edits = [...this.session.$drafts.get().values()].flatMap((draft) => draft.edits);
    return new Map(edits.map(({key, value}) => [key, value]));
  }

  get trouble(): string {
    return words(part(this.pop, 'card').querySelector<HTMLElement>('[role=alert]')!);
  }

  /** What a screen reader was told last. */
  get spoken(): string {
    const region = [...this.pop.renderRoot.children].find(({role}) => role === 'status');
    return region?.textContent.trim() ?? '';
  }

  /** What stands in place of a card that has left. */
  get done(): string {
    return words(this.pop.renderRoot.querySelector<HTMLElement>('.done')!);
  }
}

const nameOf = (field: HTMLElement) =>
  field.querySelector(':scope > label > bdi, :scope > legend > bdi')!.textContent;
