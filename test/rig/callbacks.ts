/** A call system that takes callback settings, and the form that sets them, as a person finds it. */
import {executeServerCommand} from '@web/test-runner-commands';

import type {CallbackSettings} from '../../src/elements/callback-settings/callback-settings.ts';
import {part, words} from './dom.ts';

/** What a request gets in place of a checked answer; `hold` keeps it waiting for `release`. */
export interface Answer {
  readonly status?: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly drop?: boolean;
  readonly hold?: boolean;
}

export type Params = Readonly<Record<string, string>>;

export interface CallbackServer {
  readonly url: string;
  answer(answer: Answer): Promise<unknown>;
  /** The keys that are good from now on. */
  keys(...keys: string[]): Promise<unknown>;
  /** Resolves when as many saves have arrived. */
  arrived(count: number): Promise<unknown>;
  release(): Promise<unknown>;
  /** What was asked for, oldest first. */
  asked(): Promise<readonly Params[]>;
  stop(): Promise<unknown>;
}

export async function callbackServer(): Promise<CallbackServer> {
  const {url} = await executeServerCommand<{url: string}, object>('callbacks', {start: true});
  const order = (what: string, value?: unknown) =>
    executeServerCommand<{asked: readonly Params[]}, object>('callbacks', {url, do: what, with: value});
  return {
    url,
    answer: (answer) => order('answer', answer),
    keys: (...keys) => order('keys', keys),
    arrived: (count) => order('arrived', count),
    release: () => order('release'),
    asked: async () => (await order('asked')).asked,
    stop: () => order('stop'),
  };
}

export type AddressPart = 'callback-url' | 'task-callback-url';

export const field = (form: CallbackSettings, name: AddressPart) => part<HTMLInputElement>(form, name);

/** What is said to be wrong with an address; empty while nothing is. */
export const problem = (form: CallbackSettings, name: AddressPart): string =>
  words(form.renderRoot.querySelector<HTMLElement>(`#${name}-problem`)!);

export const trouble = (form: CallbackSettings): string => words(part(form, 'fault'));

export const saved = (form: CallbackSettings): string => words(part(form, 'saved'));
