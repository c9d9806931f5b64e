import { hydrate } from 'preact';
import { Matrix } from '../components/matrix.tsx';
import type { ViewClient } from './view-client.ts';

/** Opens the changes of a cell. */
export const matrixClient: ViewClient = {
  id: 'matrix',
  start: (root, model) => hydrate(<Matrix model={model} />, root),
};
