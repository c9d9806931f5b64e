import type { View } from '../view.ts';
import { findings } from './findings.tsx';
import { matrix } from './matrix.tsx';
import { summary } from './summary.tsx';

/** The parts of a page, in order. */
export const VIEWS: readonly View[] = [summary, matrix, findings];
