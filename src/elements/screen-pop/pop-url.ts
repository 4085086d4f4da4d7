/** The page that a call opens: a URL template filled from the call. */
import type {Call} from '../../session/calls/calls.ts';

/** `undefined` when the template does not give an http(s) address. Values are encoded, so that none can add a parameter. */
export function popUrl(template: string, call: Call, base: string): string | undefined {
  const {customer, sessionId, extno, city} = call;
  const values: Record<string, string | number | undefined> = {
    telephone: customer.telephone,
    uuid: customer.uuid,
    name: customer.name,
    city,
    sessionId,
    extno,
    project_id: customer.projectId,
    task_id: customer.taskId,
  };
  const value = (name: string) => (Object.hasOwn(values, name) ? (values[name] ?? '') : '');
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(value(name)));
  try {
    const url = new URL(filled, base);
    return /^https?:$/.test(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** Opens the one window for all calls. Says whether the browser let it. */
export function openPage(url: string): boolean {
  try {
    return window.open(url, 'agent-bar-pop') !== null;
  } catch {
    return false;
  }
}
