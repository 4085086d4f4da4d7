import {en} from './words-en.js';
import {zh} from './words-zh.js';

const wanted = new URLSearchParams(location.search).get('lang') ?? navigator.language;

export const language = wanted.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
export const words = language === 'en' ? en : zh;

/** Fills in the words of the page's own elements. */
export function translatePage() {
  document.documentElement.lang = language;
  document.title = words.title;
  for (const element of document.querySelectorAll('[data-text]')) {
    element.textContent = words[element.dataset.text];
  }
  for (const input of document.querySelectorAll('[data-value]')) input.value = words[input.dataset.value];
}
