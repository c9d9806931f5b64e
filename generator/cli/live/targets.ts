import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Options } from '../command.ts';

/** Where the report of a watch goes. */
export interface LiveTargets {
  /** A file, relative to where the program was started. */
  file?: string;
  /** A server on this machine; a free port where none is named. */
  server?: { port?: number };
}

/** Reads `--report` and `--serve`. */
export function readLiveTargets({ watch, report, serve }: Options): LiveTargets | { problem: Diagnostic } {
  if (report === undefined && serve === undefined) return {};
  if (!watch)
    return wrong(
      `--${report === undefined ? 'serve' : 'report'} needs --watch`,
      'Add --watch, or write the page once with poolwright report -o FILE',
    );
  if (report === '') return wrong('--report has no file name', 'Write --report report.html');
  if (report === '-')
    return wrong(
      '--report takes a file, not standard output, since open pages reload it',
      'Write --report report.html, or use --serve',
    );
  const port = Number(serve ?? '');
  if (serve !== undefined && serve !== '' && !(/^\d+$/.test(String(serve)) && port >= 1 && port <= 65_535))
    return wrong(
      `--serve takes a port from 1 to 65535, not ${serve}`,
      'Write --serve 8080, or leave the port out for a free one',
    );
  return {
    ...(report === undefined ? {} : { file: String(report) }),
    ...(serve === undefined ? {} : { server: serve === '' ? {} : { port } }),
  };
}

function wrong(message: string, help: string): { problem: Diagnostic } {
  return { problem: { code: 'invalid-value', severity: 'error', message, help } };
}
