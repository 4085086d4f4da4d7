/** Something went wrong at the call system; the message is a sentence for the agent and holds no secret. */
export class CallSystemError extends Error {
  override name = 'CallSystemError' as const;
}

/** What the call system answered to a sign-in: its data when it agreed. */
export async function signIn(url: string, request: RequestInit): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method: 'POST',
    redirect: 'error',
    signal: AbortSignal.timeout(5000),
    ...request,
  }).catch((cause: unknown) => {
    throw new CallSystemError(
      'The call system cannot be reached. The CRM itself works; try again in a moment.',
      {cause},
    );
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (isObject(answer) && answer.code === 0 && isObject(answer.data)) return answer.data;
  throw new CallSystemError(refusal(response.status, answer));
}

function refusal(status: number, answer: unknown): string {
  if (isObject(answer) && answer.code !== 0 && typeof answer.msg === 'string' && answer.msg !== '') {
    return `The call system refused the sign-in: ${answer.msg}`;
  }
  return `The call system gave no token (it answered with status ${status}).`;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
