import { Instances } from '../components/instances.tsx';
import type { View } from '../view.ts';

/** What each pool can launch. */
export const instances: View = {
  id: 'instances',
  title: 'Instance types',
  render: (model) => (model.instances && model.types ? <Instances model={model} /> : undefined),
};
