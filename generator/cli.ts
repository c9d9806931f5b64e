#!/usr/bin/env node
import { main } from './command/main.ts';
import { openOutput } from './command/output.ts';

const stdout = openOutput(1, () => process.stdout);
const stderr = openOutput(2, () => process.stderr);

main(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  stdout,
  stderr,
  today: new Date().toISOString().slice(0, 10),
  now: () => process.uptime() * 1000,
  peakMemory: () => process.resourceUsage().maxRSS * 1024,
  interruption: () => {
    const controller = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
    return controller.signal;
  },
}).then((exitCode) => {
  process.exitCode = exitCode;
  // Once all is written there is nothing to wait for; Node would collect garbage first.
  if (stdout.isDone && stderr.isDone) process.exit();
});
