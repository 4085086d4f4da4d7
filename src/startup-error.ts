/**
 * Shown in the bar's place when the script for pages stops before its elements are defined, as under a policy that
 * forbids Lit. Imported first, so that it hears of whatever stops the rest.
 */
import {cannotBegin} from './strings/cannot-begin.ts';

const stopped = ({message}: ErrorEvent) => void showStartupError(message);

globalThis.addEventListener?.('error', stopped, {once: true});

/** The elements are defined. A script runs in one piece, so an error until now was its own. */
export const started = () => globalThis.removeEventListener?.('error', stopped);

async function showStartupError(message: string) {
  if (document.readyState === 'loading') {
    await new Promise((resolve) => {
      document.addEventListener('DOMContentLoaded', resolve, {once: true});
    });
  }
  // Of a classic script from another origin a page hears no more than "Script error.".
  const reason = remedy(/^script error/i.test(message) ? (refusal() ?? message) : message);
  for (const bar of document.querySelectorAll<HTMLElement>('agent-bar:not(:defined)')) {
    const note = document.createElement('p');
    note.role = 'alert';
    note.textContent = sentenceFor(bar)(reason);
    bar.prepend(note);
  }
}

/** A second copy of Lit makes a policy of the same name; only then must a page allow duplicates. */
function remedy(message: string): string {
  if (!message.includes('lit-html')) return message;
  const again = message.includes('exists') ? " 'allow-duplicates'" : '';
  return `Content-Security-Policy: trusted-types lit-html${again}`;
}

/** What stands against the policy that Lit makes, in the browser's words. */
function refusal(): string | undefined {
  try {
    (
      globalThis as Partial<{trustedTypes: {createPolicy(name: string, rules: object): unknown}}>
    ).trustedTypes?.createPolicy('lit-html', {});
    return undefined;
  } catch (error) {
    return String(error);
  }
}

function sentenceFor(element: Element): (reason: string) => string {
  const language = element.closest<HTMLElement>('[lang]')?.lang || navigator.language;
  return /^zh\b/i.test(language) ? cannotBegin.zhCN : cannotBegin.en;
}
