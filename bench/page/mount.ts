import type {AgentBar} from '../../src/index.ts';

/** Puts a bar into the page, lets it connect, and takes it out again. */
export async function mount(times: number, properties: Readonly<Record<string, string>>): Promise<void> {
  for (let round = 0; round < times; round += 1) {
    const bar: AgentBar = document.createElement('agent-bar');
    Object.assign(bar, properties);
    const connected = new Promise<void>((resolve) => {
      bar.addEventListener('agent-link', ({link}) => link === 'open' && resolve());
    });
    document.body.append(bar);
    await connected;
    await bar.updateComplete;
    bar.remove();
  }
}
