import type { ReportModel } from './model.ts';

/** What the build makes of `client/` and `styles/`. */
export interface PageAssets {
  script: string;
  style: string;
  /** Of a page that loads its next state by itself. */
  live?: Live;
}

/** What a page reads to learn of its next state: its own file, or a server. */
export type LiveSource = 'file' | 'server';

/** How a page learns of its next state. */
export interface Live {
  source: LiveSource;
  script: string;
  /** Differs from that of each other state. */
  stamp: string;
}

/** Makes a page; built as a program of its own, `dist/report/page.cjs`, so that other commands do not load it. */
export type RenderPage = (model: ReportModel, assets: PageAssets) => string;
