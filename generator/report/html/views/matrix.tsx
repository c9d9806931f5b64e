import { Matrix } from '../components/matrix.tsx';
import type { View } from '../view.ts';

/** What the plan does to each pool of each environment. */
export const matrix: View = {
  id: 'matrix',
  title: 'Pools and environments',
  render: (model) => (model.plan && model.fleet ? <Matrix model={model} /> : undefined),
};
