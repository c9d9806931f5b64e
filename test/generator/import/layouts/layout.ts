import type { ImportRequest } from '../../../../generator/import/index.ts';
import type { Contents } from './contents.ts';

/** A repository as people lay it out, and what is imported of it. */
export interface Layout {
  name: string;
  files(contents: Contents): Record<string, string>;
  /** All files where it names nothing. */
  request?: Partial<Pick<ImportRequest, 'paths' | 'environments' | 'clusters' | 'only'>>;
  /** `ENVIRONMENT: CLUSTER, …` of each environment that comes of it. */
  environments: string[];
}
