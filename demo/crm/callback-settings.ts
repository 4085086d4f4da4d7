import type {IncomingMessage} from 'node:http';
import {type Answer, json, jsonOf, text} from './answer.ts';
import {isObject} from './call-system.ts';

interface Settings {
  open: boolean;
  callbackUrl: string;
  taskCallbackUrl: string;
}

/** What was saved last. The call system takes the settings and cannot be asked for them, so this CRM keeps them. */
export interface CallbackSettings {
  answer(request: IncomingMessage): Promise<Answer>;
}

export function createCallbackSettings(): CallbackSettings {
  let kept: Settings | null = null;
  return {
    async answer(request) {
      if (request.method === 'GET' || request.method === 'HEAD') return json(kept);
      if (request.method !== 'PUT') {
        return {...text(405, 'Only GET, HEAD, PUT works here.'), headers: {allow: 'GET, HEAD, PUT'}};
      }
      const settings = settingsFrom(await jsonOf(request));
      if (!settings) return text(400, 'These are no callback settings.');
      kept = settings;
      return json(kept);
    },
  };
}

function settingsFrom(body: unknown): Settings | undefined {
  if (!isObject(body)) return undefined;
  const {open, callbackUrl, taskCallbackUrl} = body;
  if (typeof open !== 'boolean' || typeof callbackUrl !== 'string') return undefined;
  return typeof taskCallbackUrl === 'string' ? {open, callbackUrl, taskCallbackUrl} : undefined;
}
