import {languages} from './strings.js';

const root = document.documentElement;
const key = (name) => `harbour.${name}`;

export function keep(name, value) {
  try {
    localStorage.setItem(key(name), value);
  } catch {
    // Storage may be blocked; the choice then lasts until the page is closed.
  }
}

export function kept(name) {
  try {
    return localStorage.getItem(key(name));
  } catch {
    return null;
  }
}

export const extno = () => document.querySelector('agent-bar').getAttribute('extno');
export const language = () => (root.lang === 'en' ? 'en' : 'zh-CN');
export const theme = () => root.dataset.theme;
export const words = () => languages[language()];

/** Data that the CRM holds in both languages. */
export const inLanguage = (text) => (language() === 'en' ? text.en : text.zh);

const listeners = new Set();

/** Calls back when the language or the theme changes. */
export function onSettings(listener) {
  listeners.add(listener);
}

export function startSettings() {
  for (const [name, value] of [
    ['lang', language()],
    ['theme', theme()],
  ]) {
    for (const radio of document.querySelectorAll(`input[name=${name}]`)) {
      radio.checked = radio.value === value;
      radio.addEventListener('change', () => change(name, radio.value));
    }
  }
  fillWords();
}

function change(name, value) {
  if (name === 'lang') root.lang = value;
  else root.dataset.theme = value;
  keep(name, value);
  fillWords();
  for (const listener of listeners) listener();
}

function fillWords() {
  const said = words();
  for (const element of document.querySelectorAll('[data-text]'))
    element.textContent = said[element.dataset.text];
  for (const element of document.querySelectorAll('[data-label]'))
    element.ariaLabel = said[element.dataset.label];
  for (const element of document.querySelectorAll('[data-title]'))
    element.title = said[element.dataset.title];
  for (const element of document.querySelectorAll('[data-placeholder]')) {
    element.placeholder = said[element.dataset.placeholder];
  }
}
