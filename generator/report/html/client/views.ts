import { findingsClient } from './findings.tsx';
import { matrixClient } from './matrix.tsx';
import { plotClients } from './plot-clients.tsx';
import type { ViewClient } from './view-client.ts';

/** The views that do something in the browser. */
export function viewClients(): ViewClient[] {
  return [matrixClient, findingsClient, ...plotClients()];
}
