import { Findings } from '../components/findings.tsx';
import type { View } from '../view.ts';

/** What validation and the plan found. */
export const findings: View = {
  id: 'findings',
  title: 'Findings',
  render: (model) => <Findings model={model} />,
};
