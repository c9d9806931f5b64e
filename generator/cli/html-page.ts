import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type PageContent, reportModel } from '../report/html/data/model.ts';
import type { RenderPage } from '../report/html/render-page.ts';
import type { Report } from '../report/report.ts';

/** The HTML page of a report; what makes it is loaded only here. */
export function htmlPage(report: Report, content: PageContent): string {
  const folder = pageFolder();
  const { renderPage } = createRequire(import.meta.url)(join(folder, 'page.cjs')) as {
    renderPage: RenderPage;
  };
  return renderPage(reportModel(report, content), {
    script: readFileSync(join(folder, 'client.js'), 'utf8'),
    style: readFileSync(join(folder, 'client.css'), 'utf8'),
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
