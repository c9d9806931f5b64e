import { randomUUID } from 'node:crypto';
import type { LiveSource } from '../../report/html/render-page.ts';
import { VERSION } from '../../version.ts';
import type { Context } from '../command.ts';
import { run as makeReport } from '../report.ts';
import { writeReport } from '../report-file.ts';
import { reportTargetFault } from '../report-target.ts';
import type { ReportServer } from './server.ts';
import type { LiveTargets } from './targets.ts';

/** The report of a watch: pages that show it load it again. */
export interface LiveReport {
  /** Makes it again from the files on disk. */
  update(): Promise<void>;
  close(): void;
}

/**
 * Opens where the report goes.
 * @throws {Fault} where its file has no folder, or is not a report
 * @throws {PortError} where its port cannot be had
 */
export async function openLiveReport(
  context: Context,
  { file, server: wanted }: LiveTargets,
): Promise<LiveReport> {
  if (file !== undefined) {
    const { root, cwd } = context;
    const fault = await reportTargetFault({ format: 'html', file }, { root, cwd, options: {}, paths: [] });
    if (fault) throw fault;
  }
  const server = wanted && (await openServer(wanted.port));
  const places = [server?.url, file].filter((place) => place !== undefined).join(' and ');
  return {
    update: async () => {
      const stamp = randomUUID();
      const page = await currentPage(context, stamp);
      const error = file === undefined ? undefined : writeReport(file, context.cwd, page('file'));
      if (error) throw error;
      server?.show({ html: page('server'), stamp });
      context.say(`report: ${places}\n`);
    },
    close: () => server?.stop(),
  };
}

async function openServer(port: number | undefined): Promise<ReportServer> {
  // Node's HTTP takes a while to load.
  const { serveReport } = await import('./server.ts');
  return serveReport(port);
}

/** What `poolwright report` writes now, by where the page learns of the next one. */
async function currentPage(context: Context, stamp: string): Promise<(source: LiveSource) => string> {
  const outcome = await makeReport(context, {}, []);
  const { diagnostics, result } = outcome;
  const report = { command: 'report', version: VERSION, diagnostics, result };
  return (source) => outcome.html?.(report, { source, stamp }) ?? '';
}
