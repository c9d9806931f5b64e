import type { ReportModel } from '../model.ts';

/** What makes one view interactive in the browser. */
export interface ViewClient {
  /** The view's. */
  id: string;
  /**
   * @param root the element that holds the view's content
   */
  start(root: HTMLElement, model: ReportModel): void;
}
