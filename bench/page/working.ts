/** An agent at work in the page, and what the page makes them wait for. */

/** How long each task took that the browser calls long (ms). */
export const tasks: number[] = [];

export function watchTasks() {
  const long = new PerformanceObserver((list) =>
    tasks.push(...list.getEntries().map(({duration}) => duration)),
  );
  long.observe({type: 'longtask'});
}

/** Into the card of the present call, if there is one. */
export async function writeAndDiscard() {
  const session = document.querySelector('agent-bar')?.session;
  const call = session?.$call.get();
  if (!session || !call) return;
  session.edit(call.sessionId, 'field:长文本', `Words at ${session.now()}`);
  await new Promise((resolve) => setTimeout(resolve, 300));
  session.discard(call.sessionId);
}
