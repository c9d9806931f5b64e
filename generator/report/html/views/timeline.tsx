import { Timeline } from '../components/timeline.tsx';
import type { View } from '../view.ts';

/** When the nodes of each pool are replaced. */
export const timeline: View = {
  id: 'timeline',
  title: 'Roll timeline',
  render: (model) => (model.timeline ? <Timeline model={model} /> : undefined),
};
