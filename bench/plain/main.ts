/** The yardstick: the same bar and card on the same socket, written by hand with nothing but the DOM. */
import {showBar} from './bar.ts';
import {showCard} from './card.ts';
import {fetchProjects} from './projects.ts';
import {receive, speak, state, statusWord} from './state.ts';
import {words as t} from './words.ts';

const query = new URLSearchParams(location.search);
const server = query.get('server')!;
const token = query.get('token')!;
const socket = new WebSocket(`${server.replace(/^http/, 'ws')}/agent/monitor?${token}`);

function show() {
  showBar();
  showCard();
}

let waiting = 0;

/** Either at once for every frame, as such pages are mostly written, or once for each animation frame. */
const paced = query.has('paced');

function changed() {
  if (!paced) return show();
  waiting ||= requestAnimationFrame(() => {
    waiting = 0;
    show();
  });
}

socket.addEventListener('open', () => {
  state.open = true;
  changed();
});
socket.addEventListener('message', ({data}) => {
  const {call, status} = state;
  receive(String(data));
  if (state.status !== status) speak(t.status[statusWord()]);
  const arrived = state.call;
  if (arrived && arrived.sessionId !== call?.sessionId) {
    const place = [...new Set(arrived.city.split('-'))].join(' ');
    speak(`${t.incoming}${arrived.customer['name']}${t.comma}${place}`);
  }
  changed();
});
setInterval(show, 1000);
show();
void fetchProjects(server, token).then(changed);
