import {randomInt} from 'node:crypto';

/** Letters and digits that nobody takes for one another. */
const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const lifetime = 5 * 60 * 1000;
const most = 200;

/** Captchas that have been shown and not been used. */
export class Captchas {
  readonly #open = new Map<string, number>();

  /** A picture of a new captcha. */
  picture(): string {
    const text = Array.from({length: 4}, () => alphabet[randomInt(alphabet.length)]).join('');
    if (this.#open.size >= most) this.#open.clear();
    this.#open.set(text, Date.now() + lifetime);
    const letters = Array.from(text, (letter, index) => {
      const x = 18 + index * 26;
      return `<text x="${x}" y="28" transform="rotate(${randomInt(-18, 18)} ${x} 22)">${letter}</text>`;
    });
    return `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40" viewBox="0 0 120 40" role="img"><rect width="120" height="40" fill="#f6f7f9"/><path d="M0 ${randomInt(40)}L120 ${randomInt(40)}" stroke="#9aa3ae"/><g font-family="monospace" font-size="24" fill="#14171c" text-anchor="middle">${letters.join('')}</g></svg>`;
  }

  /** Whether the text was on a picture; it is used up by asking. */
  use(text: string): boolean {
    const known = text.toUpperCase();
    const until = this.#open.get(known);
    this.#open.delete(known);
    return until !== undefined && until > Date.now();
  }
}
