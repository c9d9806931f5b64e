import type { ComponentChild } from 'preact';
import type { ReportModel } from './model.ts';

/** One part of the page, with a heading and a link to it. */
export interface View {
  /** Its fragment in the page's address. */
  id: string;
  title: string;
  /** Its content; undefined where the report has no data for it, and then it has no heading either. */
  render(model: ReportModel): ComponentChild | undefined;
}
