import { hydrate } from 'preact';
import { Matrix } from '../components/matrix.tsx';
import type { ViewClient } from './view-client.ts';

/** Opens the changes of a cell, and filters rows. */
export const matrixClient: ViewClient = {
  id: 'matrix',
  start: (root, model) => {
    const { plan, fleet } = model;
    if (plan && fleet) hydrate(<Matrix plan={plan} fleet={fleet} model={model} />, root);
  },
};
