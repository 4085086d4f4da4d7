/** Nothing may go wrong unheard: an error that nobody caught fails the test that runs. */
const caught: string[] = [];

addEventListener('error', (event) => caught.push(`error: ${event.message}`));
addEventListener('unhandledrejection', (event) =>
  caught.push(`unhandled rejection: ${String(event.reason)}`),
);
addEventListener('securitypolicyviolation', (event) => caught.push(`policy: ${event.violatedDirective}`));

/** What was caught since the last question. */
export function uncaught(): string[] {
  return caught.splice(0);
}

(window as {uncaught?: typeof uncaught}).uncaught = uncaught;
