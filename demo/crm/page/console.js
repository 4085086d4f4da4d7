import {h} from './dom.js';
import {keep, kept, language, onSettings, theme, words} from './settings.js';

const root = document.documentElement;
const panel = document.querySelector('aside.console');
const screen = panel.querySelector('.screen');
const covered = document.querySelectorAll('.top, .side, main');
const wide = matchMedia('(min-width: 1200px)');

const isOpen = () => root.dataset.console === 'open';

/** The call system's own console beside the CRM: a panel on wide screens, a drawer on narrow ones. */
export function startConsole() {
  for (const button of document.querySelectorAll('[data-toggle=console]'))
    button.addEventListener('click', toggle);
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !wide.matches) toggle();
  });
  wide.addEventListener('change', () => {
    root.dataset.console = wide.matches && kept('console') !== 'closed' ? 'open' : 'closed';
    draw();
  });
  onSettings(() => void load());
  draw();
}

function toggle() {
  root.dataset.console = isOpen() ? 'closed' : 'open';
  if (wide.matches) keep('console', root.dataset.console);
  draw();
  const next = isOpen() ? panel : document.querySelector('.top');
  next.querySelector('button[data-toggle=console]').focus({preventScroll: true});
}

function draw() {
  const open = isOpen();
  panel.hidden = !open;
  document.querySelector('.scrim').hidden = !open;
  document.querySelector('.top [data-toggle=console]').ariaExpanded = String(open);
  for (const part of covered) part.inert = open && !wide.matches;
  if (open && !screen.firstChild) void load();
}

async function load() {
  if (!isOpen() && !screen.firstChild) return;
  const url = new URL(panel.dataset.url);
  url.search = new URLSearchParams({lang: language(), theme: shownTheme()});
  const reached = await fetch(url, {mode: 'no-cors'}).then(
    () => true,
    () => false,
  );
  const frame = screen.querySelector('iframe');
  if (!reached) screen.replaceChildren(unreachable());
  else if (frame) frame.contentWindow.location.replace(url);
  else screen.replaceChildren(h('iframe', {src: url.href, title: words().console}));
}

function shownTheme() {
  if (theme() !== 'auto') return theme();
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

function unreachable() {
  const said = words();
  return h(
    'p',
    {class: 'empty'},
    said.consoleDown,
    h('button', {type: 'button', onclick: load}, said.tryAgain),
  );
}
