/** Receives frames and shows nothing: what the socket alone costs. */
const query = new URLSearchParams(location.search);
const socket = new WebSocket(
  `${query.get('server')!.replace(/^http/, 'ws')}/agent/monitor?${query.get('token')}`,
);
socket.addEventListener('message', () => undefined);
