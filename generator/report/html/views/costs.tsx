import { Costs } from '../components/costs.tsx';
import type { View } from '../view.ts';

/** What each environment may cost at most. */
export const costs: View = {
  id: 'costs',
  title: 'Cost ceilings',
  render: (model) => (model.costs ? <Costs model={model} /> : undefined),
};
