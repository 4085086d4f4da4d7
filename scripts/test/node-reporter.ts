/** Reports each test of a process as a line of JSON, for `node-tests.ts`. */
import {inspect} from 'node:util';

interface TestEvent {
  readonly type: string;
  readonly data: {
    readonly name: string;
    readonly nesting: number;
    readonly skip?: string | boolean;
    readonly details?: {
      readonly type?: string;
      readonly error?: {readonly cause?: unknown; readonly failureType?: string};
    };
  };
}

/** What stands before a line of this reporter: tests print, too. */
export const mark = '\u0001';

export interface Report {
  readonly name: string;
  readonly passed: boolean;
  readonly why?: string;
}

export default async function* report(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const names: string[] = [];
  for await (const {type, data} of source) {
    if (type === 'test:start') names.splice(data.nesting, Infinity, data.name);
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const {details, nesting, name, skip} = data;
    const passed = type === 'test:pass';
    const isSuite = details?.type === 'suite' && details.error?.failureType !== 'hookFailed';
    if (isSuite || details?.error?.failureType === 'subtestsFailed' || skip) continue;
    const {cause} = details?.error ?? {};
    const told: Report = {
      name: [...names.slice(0, nesting), name].join(' › '),
      passed,
      ...(!passed && {why: cause instanceof Error ? (cause.stack ?? cause.message) : inspect(cause)}),
    };
    yield `${mark}${JSON.stringify(told)}\n`;
  }
}
