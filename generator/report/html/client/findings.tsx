import { hydrate } from 'preact';
import { Findings } from '../components/findings.tsx';
import type { ViewClient } from './view-client.ts';

/** Filters the findings, and shows more of them. */
export const findingsClient: ViewClient = {
  id: 'findings',
  start: (root, model) => hydrate(<Findings model={model} />, root),
};
