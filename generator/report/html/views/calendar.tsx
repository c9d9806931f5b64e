import { Calendars } from '../components/calendars.tsx';
import type { View } from '../view.ts';

/** What the budgets of each pool allow, by the hour. */
export const calendar: View = {
  id: 'calendar',
  title: 'Disruption budgets',
  render: (model) => (model.calendar ? <Calendars model={model} /> : undefined),
};
