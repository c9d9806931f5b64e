import { ownStamp, reloadPage, restorePage } from './page.ts';

start();

/** Reloads the page when the server that it comes from has another one. */
function start(): void {
  restorePage();
  const own = ownStamp();
  // It connects again by itself, so that a server that starts again on this port is noticed, too.
  new EventSource('/events').addEventListener('message', ({ data }) => {
    if (data !== own) reloadPage();
  });
}
