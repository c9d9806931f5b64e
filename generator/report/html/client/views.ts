import { matrixClient } from './matrix.tsx';
import type { ViewClient } from './view-client.ts';

/** The views that do something in the browser. */
export const VIEW_CLIENTS: readonly ViewClient[] = [matrixClient];
