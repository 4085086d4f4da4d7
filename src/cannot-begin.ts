/** What a page shows where the bar's script could not begin. It shares no file with that script. */
import {cannotBegin} from './strings/cannot-begin.ts';

export async function explain(message: string) {
  if (document.readyState === 'loading') {
    await new Promise((resolve) => {
      document.addEventListener('DOMContentLoaded', resolve, {once: true});
    });
  }
  // Of a classic script from elsewhere a page hears no more than "Script error.".
  const reason = remedy(/^script error/i.test(message) ? (refusal() ?? message) : message);
  for (const bar of document.querySelectorAll<HTMLElement>('agent-bar:not(:defined)')) {
    const note = document.createElement('p');
    note.role = 'alert';
    note.textContent = words(bar)(reason);
    bar.prepend(note);
  }
}

/** A second copy of Lit makes a policy of the same name again; only where there is one does a page need to allow that. */
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

function words(element: Element): (reason: string) => string {
  const language = element.closest<HTMLElement>('[lang]')?.lang || navigator.language;
  return /^zh\b/i.test(language) ? cannotBegin.zhCN : cannotBegin.en;
}
