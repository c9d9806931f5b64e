import type { View } from '../view.ts';
import { calendar } from './calendar.tsx';
import { costs } from './costs.tsx';
import { findings } from './findings.tsx';
import { instances } from './instances.tsx';
import { matrix } from './matrix.tsx';
import { summary } from './summary.tsx';
import { timeline } from './timeline.tsx';

/** The parts of a page, in order. */
export const VIEWS: readonly View[] = [summary, matrix, timeline, calendar, costs, findings, instances];
