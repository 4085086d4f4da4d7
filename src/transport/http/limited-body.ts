/**
 * Reads the text of an answer; `undefined` when it has more than `limit` bytes. It is read in chunks, and reading stops
 * at the limit, so an endless answer does no harm.
 */
export async function limitedText(response: Response, limit: number): Promise<string | undefined> {
  const {body} = response;
  // The response of a page's own `fetch` may have no stream.
  if (typeof body?.getReader !== 'function') {
    const all = await response.text();
    return all.length > limit ? undefined : all;
  }
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    length += chunk.value.length;
    if (length > limit) {
      reader.cancel().catch(() => undefined);
      return undefined;
    }
    text += decoder.decode(chunk.value, {stream: true});
  }
  return text + decoder.decode();
}
