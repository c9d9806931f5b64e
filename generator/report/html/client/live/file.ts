import { ownStamp, reloadPage, restorePage } from './page.ts';

/** Milliseconds between two looks at the file. */
const INTERVAL = 1000;

/** Milliseconds in which a frame has to answer. */
const PATIENCE = 10_000;

/** What the address of the page in a frame ends with. */
const PROBE = '?stamp';

start();

/**
 * Reloads the page when its file has another one. A script may not read the file, but may show it in a frame: there the page sends its stamp and
 * loads no further.
 */
function start(): void {
  if (location.search === PROBE) {
    parent.postMessage(ownStamp(), '*');
    stop();
    return;
  }
  restorePage();
  addEventListener('DOMContentLoaded', () => void watch());
}

/** Looks at the file again and again while the page is visible; ends where the file has no stamp, as one that no watch writes. */
async function watch(): Promise<void> {
  const own = ownStamp();
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, INTERVAL));
    if (document.hidden)
      await new Promise((resolve) => addEventListener('visibilitychange', resolve, { once: true }));
    const stamp = await stampOfFile();
    if (stamp === undefined) return;
    if (stamp !== own) return reloadPage();
  }
}

/** The stamp of what the file has now; undefined where it has none, or is gone. */
function stampOfFile(): Promise<string | undefined> {
  const frame = document.createElement('iframe');
  return new Promise<string | undefined>((resolve) => {
    const controller = new AbortController();
    const end = (stamp: string | undefined): void => {
      controller.abort();
      frame.remove();
      resolve(stamp);
    };
    const hear = ({ source, data }: MessageEvent): void => {
      if (source === frame.contentWindow) end(String(data));
    };
    addEventListener('message', hear, { signal: controller.signal });
    setTimeout(() => end(undefined), PATIENCE);
    frame.sandbox.add('allow-scripts');
    frame.hidden = true;
    frame.title = 'the file of this page';
    frame.src = location.pathname + PROBE;
    document.body.append(frame);
  });
}
