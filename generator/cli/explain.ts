import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CODES, type DiagnosticCode } from '../diagnostics/codes.ts';
import { didYouMean, nearest } from '../diagnostics/suggest.ts';
import type { UnknownStep } from '../report/reference/field.ts';
import { rulePage } from '../report/rule-page.ts';
import type { Context, Options, Outcome } from './command.ts';
import { FLEET_FILE } from './fleet-file.ts';

/** Prints the page of a diagnostic code or of a rule of the team's own, or the reference of a field of fleet.yaml. */
export async function run(context: Context, _options: Options, [topic = '']: string[]): Promise<Outcome> {
  if (isCode(topic)) {
    const { pageOf } = await import('../report/pages.ts');
    const page = pageOf(topic);
    return { exitCode: 0, diagnostics: [], product: page, result: { code: topic, page } };
  }
  return (await explainRule(context, topic)) ?? explainField(topic);
}

/** A rule of the fleet in this folder, where there is one. */
async function explainRule({ root }: Context, id: string): Promise<Outcome | undefined> {
  if (!existsSync(join(root, FLEET_FILE))) return undefined;
  const { loadFleet } = await import('../load/index.ts');
  const { diskHost } = await import('../load/disk.ts');
  const { fleet } = loadFleet(diskHost(root), FLEET_FILE);
  const page = fleet && rulePage(fleet.rules, id);
  return page === undefined
    ? undefined
    : { exitCode: 0, diagnostics: [], product: page, result: { rule: id, page } };
}

function isCode(code: string): code is DiagnosticCode {
  return Object.hasOwn(CODES, code);
}

async function explainField(path: string): Promise<Outcome> {
  const { placeAt } = await import('../report/reference/field.ts');
  const { fieldPage, pathsOf } = await import('../report/reference/page.ts');
  const place = placeAt(path);
  const tails = 'node' in place ? [] : pathsOf(path);
  const [only, ...others] = tails;
  const found = only === undefined || others.length > 0 ? place : placeAt(only);
  if ('node' in found && path !== '') {
    const { openCrds } = await import('../crds/karpenter.ts');
    const page = fieldPage(found, openCrds().history);
    return { exitCode: 0, diagnostics: [], product: page, result: { path: found.path, page } };
  }
  if ('node' in place || !/[.[]/.test(path)) return unknownTopic(path, tails);
  if (only !== undefined)
    return failed('unknown-field', `${path} is the end of several paths of fleet.yaml`, pathsHelp(tails));
  const below = (step: string): string => joined(place.at, step);
  const full = below(place.step);
  return failed(
    'unknown-field',
    `fleet.yaml has no field ${full}`,
    place.known.length > 0 ? didYouMean(place.step, place.known, 'field') : emptyHelp(place, below),
  );
}

function joined(at: string, step: string): string {
  if (at === '') return step;
  return step === '[]' ? `${at}[]` : `${at}.${step}`;
}

/** What to write below a field that has no fields of its own. */
function emptyHelp({ at, generic }: UnknownStep, below: (step: string) => string): string {
  if (generic === undefined) return `${at} has a plain value: explain ${at}`;
  const path = below(generic);
  return `${at} is a ${generic === '*' ? 'mapping' : 'list'}: write ${path}`;
}

/** For a word that is neither a code nor a path: the nearest code, else the fields of that name. */
function unknownTopic(word: string, paths: readonly string[]): Outcome {
  const codes = Object.keys(CODES);
  const help =
    nearest(word, codes) === undefined && paths.length > 0
      ? pathsHelp(paths)
      : didYouMean(word, codes, 'code');
  return failed('unknown-code', `${word || 'the empty string'} is not a diagnostic code`, help);
}

function pathsHelp(paths: readonly string[]): string {
  return `To explain a field, give its path: ${paths.slice(0, 3).join(', ')}${paths.length > 3 ? ', …' : ''}`;
}

function failed(code: DiagnosticCode, message: string, help: string): Outcome {
  return { exitCode: 2, diagnostics: [{ code, severity: 'error', message, help }], result: {} };
}
