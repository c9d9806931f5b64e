import { Timeline } from '../components/timeline.tsx';
import type { View } from '../view.ts';

/** When the nodes of each pool are replaced. */
export const timeline: View = {
  id: 'timeline',
  title: 'Roll timeline',
  render: (model) => {
    const { rolls, deleted } = model.timeline ?? { rolls: [], deleted: [] };
    return rolls.length + deleted.length > 0 ? <Timeline model={model} /> : undefined;
  },
};
