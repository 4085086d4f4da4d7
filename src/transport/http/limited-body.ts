/**
 * The text of an answer that has at most so many bytes; `undefined` of a longer one. It is read piece by piece: of
 * an answer without end no more is taken in than fits, and the connection ends.
 */
export async function limitedText(response: Response, longest: number): Promise<string | undefined> {
  const {body} = response;
  // A page's own `fetch` may answer with something that has no stream.
  if (typeof body?.getReader !== 'function') {
    const whole = await response.text();
    return whole.length > longest ? undefined : whole;
  }
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    length += piece.value.length;
    if (length > longest) {
      reader.cancel().catch(() => undefined);
      return undefined;
    }
    text += decoder.decode(piece.value, {stream: true});
  }
  return text + decoder.decode();
}
