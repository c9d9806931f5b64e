import type { ReportModel } from '../model.ts';
import { showPrintable } from '../printable-text.ts';
import { viewClients } from './views.ts';

start();

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
}
