#!/usr/bin/env node
import { main } from './command/main.ts';

type Output = NodeJS.WriteStream;
const opened: Output[] = [];

/** A stream of the process, which Node makes when it is first asked for; most commands write to one of the two. */
function once(open: () => Output): () => Output {
  let stream: Output | undefined;
  return () => {
    if (stream) return stream;
    stream = open();
    // A reader such as `head` has enough and goes; that is no failure.
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
    opened.push(stream);
    return stream;
  };
}

const stdout = once(() => process.stdout);
const stderr = once(() => process.stderr);

main(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  get stdout() {
    return stdout();
  },
  get stderr() {
    return stderr();
  },
  today: new Date().toISOString().slice(0, 10),
  now: () => performance.now(),
  peakMemory: () => process.resourceUsage().maxRSS * 1024,
  interruption: () => {
    const controller = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
    return controller.signal;
  },
}).then((exitCode) => {
  process.exitCode = exitCode;
  // Once all is written there is nothing to wait for; Node would collect garbage first.
  if (opened.every(({ writableLength }) => writableLength === 0)) process.exit();
});
