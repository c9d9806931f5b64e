import { Matrix } from '../components/matrix.tsx';
import type { View } from '../view.ts';

/** What the plan does to each pool of each environment. */
export const matrix: View = {
  id: 'matrix',
  title: 'Pools and environments',
  render: (model) => {
    const { plan, fleet } = model;
    return plan && fleet ? <Matrix plan={plan} fleet={fleet} model={model} /> : undefined;
  },
};
