/**
 * Shows an error in place of the bar when the script fails before its elements are defined, for example because a
 * policy blocks Lit. Imported first, so that it catches errors of all other modules.
 */
import {cannotBegin} from './strings/cannot-begin.ts';

const stopped = ({message}: ErrorEvent) => void showStartupError(message);

globalThis.addEventListener?.('error', stopped, {once: true});

/** The elements are defined: later errors have other causes. */
export const started = () => globalThis.removeEventListener?.('error', stopped);

async function showStartupError(message: string) {
  if (document.readyState === 'loading') {
    await new Promise((resolve) => {
      document.addEventListener('DOMContentLoaded', resolve, {once: true});
    });
  }
  // For a classic script from another origin the message is only "Script error.".
  const reason = remedy(/^script error/i.test(message) ? (refusal() ?? message) : message);
  for (const bar of document.querySelectorAll<HTMLElement>('agent-bar:not(:defined)')) {
    const note = document.createElement('p');
    note.role = 'alert';
    note.textContent = sentenceFor(bar)(reason);
    bar.prepend(note);
  }
}

/** The directive that the page needs. Only a second copy of Lit, with a policy of the same name, needs `allow-duplicates`. */
function remedy(message: string): string {
  if (!message.includes('lit-html')) return message;
  const again = message.includes('exists') ? " 'allow-duplicates'" : '';
  return `Content-Security-Policy: trusted-types lit-html${again}`;
}

/** The browser's message when it refuses the policy that Lit creates. */
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
