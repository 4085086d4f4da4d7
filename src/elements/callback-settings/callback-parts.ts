/** Templates for the parts of the form. Stateless. */
import {html, nothing} from 'lit';

import type {AddressRule} from '../../protocol/callback-settings/address.ts';
import type {CallbackFault} from '../../protocol/callback-settings/callback-settings.ts';
import type {CallbackStrings, Strings} from '../../strings/en.ts';

/** The addresses, and the part names of their fields. */
export const addresses = {callbackUrl: 'callback-url', taskCallbackUrl: 'task-callback-url'} as const;

export type AddressName = keyof typeof addresses;

export const addressNames = Object.keys(addresses) as readonly AddressName[];

export function openSwitch(c: CallbackStrings, open: boolean, choose: (open: boolean) => void) {
  return html`<div class="field">
    <label class="switch">
      <input
        part="open-callback"
        name="open_callback"
        type="checkbox"
        role="switch"
        aria-describedby="open-help"
        .checked=${open}
        @change=${(event: Event) => choose((event.target as HTMLInputElement).checked)}
      />
      ${c.open}
    </label>
    <p class="help muted" id="open-help" .textContent=${c.openHelp}></p>
  </div>`;
}

export interface AddressField {
  readonly text: string;
  readonly rule: AddressRule | undefined;
  readonly onInput: (text: string) => void;
  readonly onLeave: () => void;
}

export function addressField(
  c: CallbackStrings,
  name: AddressName,
  {text, rule, onInput, onLeave}: AddressField,
) {
  const id = addresses[name];
  const isRequired = name === 'callbackUrl';
  return html`<div class="field">
    <label for=${id}>${c[name]}${isRequired ? html`<span class="required" aria-hidden="true">*</span>` : nothing}</label>
    <input
      part=${id}
      id=${id}
      name=${id.replaceAll('-', '_')}
      type="text"
      inputmode="url"
      autocomplete="off"
      spellcheck="false"
      placeholder="https://"
      ?required=${isRequired}
      aria-invalid=${rule ? 'true' : nothing}
      aria-describedby="${id}-help ${id}-problem"
      .value=${text}
      @input=${(event: Event) => onInput((event.target as HTMLInputElement).value)}
      @change=${onLeave}
    />
    <p class="help muted" id="${id}-help">${c[`${name}Help`]}</p>
    <p class="problem" id="${id}-problem" .textContent=${rule ? c.problem[rule] : nothing}></p>
  </div>`;
}

/** What happened, with the call system's message, and what to do next. */
export function faultText(
  {code, answer, reason, retryAfter}: CallbackFault,
  t: Strings,
  c: CallbackStrings,
): string {
  const answers: Readonly<Record<number, readonly [string, string]>> = c.answer;
  const [what, next] = answers[answer ?? 0] ?? {...t.fault, ...c.fault}[code];
  const quoted = reason ? ` “${reason}”` : '';
  const wait = retryAfter === undefined ? next : t.waitSeconds(retryAfter);
  return `${what}${quoted}${answer === undefined ? '' : ` ${c.code(answer)}`} ${wait} ${c.kept}`;
}
