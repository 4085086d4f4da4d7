/** A page in the middle of a call, with a card, a bar and both edges of their session. */
import '../../src/index.ts';
import type {FieldInput} from '../../src/protocol/customer-form/field-definitions.ts';
import {projectFormsOf} from '../../src/session/project-forms.ts';
import {leave, press, rendered, until} from './dom.ts';
import {Form} from './form.ts';
import {info, notice} from './frames.ts';
import {createLine, type Asked, type Line, type LineOptions} from './line.ts';

/** What the call system says of the call and of its form. */
export interface CardOptions extends Partial<Omit<LineOptions, 'form'>> {
  readonly form?: LineOptions['form'];
  /** In place of `form`: definitions of the call system. */
  readonly fields?: readonly FieldInput[];
  /** The values on record: the text itself, or what it is made from. */
  readonly values?: string | Readonly<Record<string, unknown>>;
  readonly lang?: string;
  /** Without a call in it yet. */
  readonly quiet?: boolean;
}

export class Card extends Form {
  readonly line: Line;
  readonly bar = document.createElement('agent-bar');

  /** Whether the call system answers questions for forms by itself. */
  readonly #answers: boolean;

  constructor(line: Line, answers: boolean) {
    super(document.createElement('screen-pop'), line.session);
    this.line = line;
    this.#answers = answers;
    this.bar.session = line.session;
    document.body.append(this.pop, this.bar);
  }

  /** Resolves when the frames are on the screen, with the forms that they ask for. */
  async say(...frames: readonly unknown[]) {
    for (const frame of frames) this.line.say(frame);
    await rendered(this.pop);
    if (!this.#answers) return;
    const forms = () => [...projectFormsOf(this.line.session).$forms.get().values()];
    await until(this.pop, () => forms().every(({state}) => state !== 'asking'));
    await this.pop.updateComplete;
  }

  /** Presses "Save" and gives the request that is sent. */
  save(): Promise<Asked> {
    press(this.pop, 'submit');
    return this.line.next();
  }

  /** Saves with the call system's yes. Gives the `fields` that were sent. */
  async saved(): Promise<string> {
    const request = await this.save();
    request.answer();
    await until(this.pop, () => this.line.session.$progress.get().save === undefined);
    return request.params['fields']!;
  }

  leave() {
    leave(this.bar, this.pop);
    document.documentElement.style.colorScheme = '';
  }
}

/** A page in the middle of a call whose form is there. */
export async function openCard(options: CardOptions = {}): Promise<Card> {
  const {fields, values, lang = 'en', quiet = false, form = {fields}, ...line} = options;
  document.documentElement.lang = lang;
  const card = new Card(createLine({form, ...line}), form !== 'asked');
  await until(card.bar, () => card.bar.getAttribute('link') === 'open');
  if (quiet) return card;
  await card.say(notice(2), ring(values));
  return card;
}

/** A call with these values on record. */
export const ring = (
  values: CardOptions['values'] = {},
  {sessionId = 'a', ...customer}: {sessionId?: string; name?: string; [field: string]: unknown} = {},
) =>
  info({
    sessionId,
    info: {
      uuid: `customer of ${sessionId}`,
      fields: typeof values === 'string' ? values : JSON.stringify(values),
      ...customer,
    },
  });
