import {language} from './settings.js';

const day = 86_400_000;

const formats = new Map();

function formatter(kind, options) {
  const name = `${language()} ${kind} ${JSON.stringify(options)}`;
  if (!formats.has(name)) formats.set(name, new Intl[kind](language(), options));
  return formats.get(name);
}

export const money = (amount) =>
  formatter('NumberFormat', {
    style: 'currency',
    currency: 'CNY',
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: 0,
  }).format(amount);

/** Short in Chinese, where the words around the numbers would not fit into a column. */
export const date = (at) =>
  formatter('DateTimeFormat', {dateStyle: language() === 'en' ? 'medium' : 'short'}).format(new Date(at));

export const clock = (at) =>
  formatter('DateTimeFormat', {hour: '2-digit', minute: '2-digit', hourCycle: 'h23'}).format(new Date(at));

/** Today the time, within three weeks how many days ago, before that the date. */
export function when(at) {
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / day);
  if (days === 0) return clock(at);
  if (days > 0 && days < 21) return formatter('RelativeTimeFormat', {numeric: 'auto'}).format(-days, 'day');
  return date(at);
}

/** Chinese mobile numbers in their usual groups; every other number as it came. */
export const telephone = (number) =>
  number.replace(
    /^(\+?86)?(1\d{2})(\d{4})(\d{4})$/,
    (_, land, a, b, c) => `${land ? '+86 ' : ''}${a} ${b} ${c}`,
  );

export function duration(seconds) {
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${String(Math.round(seconds) % 60).padStart(2, '0')}`;
}

/** The first letter of a Latin name, the first character of a Chinese one. */
export const initial = (name) => [...name.trim()][0]?.toUpperCase() ?? '#';
