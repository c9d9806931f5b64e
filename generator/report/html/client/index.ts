import type { ReportModel } from '../model.ts';
import { showPrintable } from '../printable-text.ts';
import { viewClients } from './views.ts';

// The page is painted before its data is read, which takes a while where it is large.
requestAnimationFrame(() => setTimeout(start));

function start(): void {
  showPrintable();
  document.documentElement.classList.add('scripted');
  const data = document.getElementById('report-data');
  if (!data) throw new Error('the page has no data');
  const model = JSON.parse(data.textContent ?? '') as ReportModel;
  for (const { id, start: startView } of viewClients()) {
    const root = document.querySelector<HTMLElement>(`[data-view="${id}"]`);
    if (root) startView(root, model);
  }
  // From here on, elements that need the script are shown.
  document.documentElement.classList.add('ready');
}
