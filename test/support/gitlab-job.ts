import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { type CommandResult, PROJECT, runAsync } from './run.ts';

/** A job of the template. */
export interface Job {
  rules: { if: string }[];
  variables: Record<string, string>;
  script: string[];
  artifacts: { when: string; expose_as: string; paths: string[]; reports: Record<string, string> };
}

interface Header {
  spec: { inputs: Record<string, { default: string | boolean; type?: string }> };
}

const TEXT = readFileSync(join(PROJECT, 'integrations/gitlab/poolwright.gitlab-ci.yml'), 'utf8');
const [header, body] = parseAllDocuments(TEXT).map((document) => document.toJS());

export const { inputs: INPUTS } = (header as Header).spec;

/** Fills the inputs into each text of the template, as GitLab does. */
function filled(value: unknown, inputs: Record<string, string>): unknown {
  const fill = (text: string): string =>
    text.replace(/\$\[\[ inputs\.([\w-]+) \]\]/g, (_, name: string) => {
      const known = INPUTS[name];
      if (!known) throw new Error(`the template uses the input ${name}`);
      return inputs[name] ?? String(known.default);
    });
  if (typeof value === 'string') return fill(value);
  if (Array.isArray(value)) return value.map((one) => filled(one, inputs));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [fill(key), filled(one, inputs)]));
}

/** The jobs of the template with some inputs. */
export function jobsOf(inputs: Record<string, string> = {}): Record<string, Job> {
  return filled(body, inputs) as Record<string, Job>;
}

/** Runs the script of the template's job as a runner does. */
export function runJob(
  cwd: string,
  inputs: Record<string, string>,
  { shell = 'bash', env = {} }: { shell?: 'bash' | 'sh'; env?: Record<string, string> } = {},
): Promise<CommandResult> {
  const [job] = Object.values(jobsOf(inputs));
  if (!job) throw new Error('the template has no job');
  const options = shell === 'bash' ? ['-eo', 'pipefail'] : ['-e'];
  // Each command starts the program again.
  const variables = { CI: 'true', POOLWRIGHT_CACHE: 'on', GITLAB_CI: 'true', GITHUB_ACTIONS: '', ...env };
  return runAsync(shell, [...options, '-c', job.script.join('\n')], cwd, {
    env: { ...job.variables, ...variables },
  });
}
