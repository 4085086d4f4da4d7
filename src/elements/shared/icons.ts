/** Icons of Lucide (ISC licence, lucide.dev), 24 × 24. Each is used with a text or a label. */
import {html} from 'lit';

const strokes = {
  'sign-in': 'M15 3h4a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2h-4M10 17l5-5-5-5M15 12H3',
  'sign-out': 'M9 21H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h4M16 17l5-5-5-5M21 12H9',
  'next-call': 'm13 17 5-5-5-5M6 17l5-5-5-5',
  hold: 'M9 5v14M15 5v14',
  resume: 'm7 4 12 8-12 8z',
  meeting: 'M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2M19 8v6M22 11h-6M5 7a4 4 0 1 0 8 0 4 4 0 1 0-8 0',
  sms: 'M21 15a2 2 0 0 1-2 2H7l-4 4V5a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2z',
  blacklist: 'M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0m2.6-6.4 12.8 12.8',
  bell: 'M6 8a6 6 0 0 1 12 0c0 7 3 9 3 9H3s3-2 3-9M10.3 21a1.9 1.9 0 0 0 3.4 0',
  more: 'M4 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0m7 0a1 1 0 1 0 2 0 1 1 0 1 0-2 0m7 0a1 1 0 1 0 2 0 1 1 0 1 0-2 0',
} as const;

export type IconName = keyof typeof strokes;

export const icon = (name: IconName) =>
  html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${strokes[name]} /></svg>`;
