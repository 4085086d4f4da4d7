/** Strokes of Lucide (ISC licence, lucide.dev), 24 × 24. An icon never stands without a word or a label. */
import {html, svg, type SVGTemplateResult} from 'lit';

const strokes = {
  'sign-in': svg`<path d="M15 3h4a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2h-4M10 17l5-5-5-5M15 12H3" />`,
  'sign-out': svg`<path d="M9 21H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h4M16 17l5-5-5-5M21 12H9" />`,
  'next-call': svg`<path d="m13 17 5-5-5-5M6 17l5-5-5-5" />`,
  hold: svg`<path d="M9 5v14M15 5v14" />`,
  resume: svg`<path d="m7 4 12 8-12 8z" />`,
  meeting: svg`<path d="M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2M19 8v6M22 11h-6" /><circle cx="9" cy="7" r="4" />`,
  sms: svg`<path d="M21 15a2 2 0 0 1-2 2H7l-4 4V5a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2z" />`,
  blacklist: svg`<circle cx="12" cy="12" r="9" /><path d="m5.6 5.6 12.8 12.8" />`,
  bell: svg`<path d="M6 8a6 6 0 0 1 12 0c0 7 3 9 3 9H3s3-2 3-9M10.3 21a1.9 1.9 0 0 0 3.4 0" />`,
  more: svg`<circle cx="5" cy="12" r="1" /><circle cx="12" cy="12" r="1" /><circle cx="19" cy="12" r="1" />`,
  close: svg`<path d="M18 6 6 18M6 6l12 12" />`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof strokes;

export const icon = (name: IconName) =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true">${strokes[name]}</svg>`;
