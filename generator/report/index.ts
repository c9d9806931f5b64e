import { reportGithub } from './github.ts';
import { reportGitlab } from './gitlab.ts';
import { reportJson } from './json.ts';
import { reportJunit } from './junit.ts';
import { reportMarkdown } from './markdown.ts';
import type { Reporter } from './report.ts';
import { reportSarif } from './sarif.ts';

export type { Report, Reporter } from './report.ts';

/** Formats for programs, by the name that `--format` takes; text for people is made by `reportText`. */
export const REPORTERS: Readonly<Record<string, Reporter>> = {
  json: reportJson,
  sarif: reportSarif,
  junit: reportJunit,
  github: reportGithub,
  gitlab: reportGitlab,
  markdown: reportMarkdown,
};
