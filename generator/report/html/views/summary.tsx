import { Summary } from '../components/summary.tsx';
import type { View } from '../view.ts';

/** The plan in a sentence, and what was found. */
export const summary: View = {
  id: 'summary',
  title: 'Summary',
  render: (model) => <Summary model={model} />,
};
