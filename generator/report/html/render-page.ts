import type { ReportModel } from './model.ts';

/** What the build makes of `client/` and `styles/`. */
export interface PageAssets {
  script: string;
  style: string;
}

/** Makes a page; built as a program of its own, `dist/report/page.cjs`, so that other commands do not load it. */
export type RenderPage = (model: ReportModel, assets: PageAssets) => string;
