import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { PROJECT, runAsync } from './run.ts';
import { withSandbox } from './sandbox.ts';

/** A step of action.yml. */
export interface Step {
  id?: string;
  name?: string;
  if?: string;
  uses?: string;
  with?: Record<string, unknown>;
  run?: string;
  env?: Record<string, string>;
  'working-directory'?: string;
}

interface Action {
  inputs: Record<string, { default: string }>;
  runs: { steps: Step[] };
}

export const ACTION = parse(readFileSync(join(PROJECT, 'action.yml'), 'utf8')) as Action;

/** The result of a run of the action. */
export interface ActionRun {
  /** The exit code of the first step that failed, else 0. */
  status: number;
  stdout: string;
  stderr: string;
  /** What the job's summary shows. */
  summary: string;
  /** The other actions that ran, with what they were given, and the files among that. */
  used: { action: string; with: Record<string, string>; texts: string[] }[];
}

export interface ActionContext {
  /** The event that GitHub starts the workflow for. */
  event?: object;
  actor?: string;
  /** Variables of the runner beside its usual ones. */
  env?: Record<string, string>;
}

/** A context of GitHub's expressions: names to values and further contexts. */
type Values = { [name: string]: string | number | boolean | null | Values };

function valueAt(values: Values, path: string): string | number | boolean | null {
  let value: Values[string] = values;
  for (const name of path.split('.'))
    value = typeof value === 'object' && value !== null ? (value[name] ?? null) : null;
  if (typeof value === 'object' && value !== null) throw new Error(`${path} is not a value`);
  return value;
}

/** Fills `${{ }}` in a text; GitHub turns what is missing into nothing. */
function fill(text: string, values: Values): string {
  return text.replace(/\$\{\{ ([\w.-]+) \}\}/g, (_, path: string) => String(valueAt(values, path) ?? ''));
}

/** Evaluates a condition of terms with `&&` between them, which is all that action.yml has. */
function holds(condition: string | undefined, hasFailed: boolean, values: Values): boolean {
  const text = condition?.replace(/^\$\{\{ (.*) \}\}$/, '$1') ?? 'success()';
  const terms = text.split(' && ');
  const callsStatus = terms.some((term) => /^!?(success|cancelled|always|failure)\(\)$/.test(term));
  return (
    (callsStatus || !hasFailed) &&
    terms.every((term) => {
      if (term === '!cancelled()') return true;
      if (term === 'success()') return !hasFailed;
      const [, path = '', operator, literal = ''] = /^([\w.-]+) (==|!=) ('[^']*'|true)$/.exec(term) ?? [];
      if (operator === undefined) throw new Error(`the condition has the term ${term}`);
      const isSame = String(valueAt(values, path) ?? '') === literal.replaceAll("'", '');
      return isSame === (operator === '==');
    })
  );
}

/** Runs the steps of action.yml in a repository as a runner does; those of other actions are only recorded. */
export function runAction(
  cwd: string,
  inputs: Record<string, string>,
  { event = {}, actor = 'octocat', env = {} }: ActionContext = {},
): Promise<ActionRun> {
  return withSandbox({ 'event.json': JSON.stringify(event) }, async (runner) => {
    const values = {
      github: { action_path: PROJECT, token: 'ghs_secret', actor, event: event as Values },
      runner: { temp: runner.root },
      inputs: {} as Values,
      steps: {} as Values,
    };
    for (const name of Object.keys(inputs)) if (!(name in ACTION.inputs)) throw new Error(`no input ${name}`);
    for (const [name, { default: fallback }] of Object.entries(ACTION.inputs))
      values.inputs[name] = inputs[name] ?? fill(fallback, values);
    const out: ActionRun = { status: 0, stdout: '', stderr: '', summary: '', used: [] };
    for (const [index, step] of ACTION.runs.steps.entries()) {
      if (!holds(step.if, out.status !== 0, values)) continue;
      const output = `output-${index}`;
      runner.write(output, '');
      let status = 0;
      if (step.uses !== undefined) {
        const given = Object.entries(step.with ?? {}).map(
          ([name, value]) => [name, fill(String(value), values)] as const,
        );
        const files = given.map(([, value]) => value).filter((value) => value.startsWith(runner.root));
        out.used.push({
          action: step.uses,
          with: Object.fromEntries(given),
          texts: files.map((file) => readFileSync(file, 'utf8')),
        });
      } else {
        const own = Object.entries(step.env ?? {}).map(([name, text]) => [name, fill(text, values)]);
        const folder = step['working-directory'];
        const result = await runAsync(
          'bash',
          ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run ?? ''],
          folder === undefined ? cwd : fill(folder, values),
          {
            env: {
              CI: 'true',
              // Each step starts the program again.
              POOLWRIGHT_CACHE: 'on',
              GITHUB_ACTIONS: 'true',
              GITHUB_EVENT_PATH: join(runner.root, 'event.json'),
              GITHUB_OUTPUT: join(runner.root, output),
              GITHUB_STEP_SUMMARY: join(runner.root, 'summary.md'),
              RUNNER_TEMP: runner.root,
              ...env,
              ...Object.fromEntries(own),
            },
          },
        );
        status = result.status ?? 1;
        out.stdout += result.stdout;
        out.stderr += result.stderr;
      }
      const outputs = runner
        .read(output)
        .split('\n')
        .filter(Boolean)
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]);
      if (step.id !== undefined)
        values.steps[step.id] = {
          outcome: status === 0 ? 'success' : 'failure',
          outputs: Object.fromEntries(outputs) as Values,
        };
      if (out.status === 0) out.status = status;
    }
    if (existsSync(join(runner.root, 'summary.md'))) out.summary = runner.read('summary.md');
    return out;
  });
}
