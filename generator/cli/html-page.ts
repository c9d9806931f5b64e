import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type PageContent, reportModel } from '../report/html/data/model.ts';
import type { Live, LiveSource, RenderPage } from '../report/html/render-page.ts';
import type { Report } from '../report/report.ts';

/** How a page of a watch recognizes its next state, and where it looks for it. */
export interface LivePage {
  source: LiveSource;
  stamp: string;
}

/** The HTML page of a report; what makes it is loaded only here. */
export function htmlPage(report: Report, content: PageContent, live?: LivePage): string {
  const folder = pageFolder();
  const { renderPage } = createRequire(import.meta.url)(join(folder, 'page.cjs')) as {
    renderPage: RenderPage;
  };
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
  return renderPage(reportModel(report, content), {
    script: read('client.js'),
    style: read('client.css'),
    ...(live ? { live: { ...live, script: read(`live-${live.source}.js`) } satisfies Live } : {}),
  });
}

/** `dist/report/` of the package that this file is part of, in the sources or bundled in `dist/`. */
function pageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'dist/report/page.cjs'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('dist/report/ of poolwright is missing: reinstall poolwright');
    folder = parent;
  }
  return join(folder, 'dist/report');
}
