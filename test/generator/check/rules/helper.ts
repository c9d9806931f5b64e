import { memoryFileSystem } from '@kustomize-ts/core';
import { check } from '../../../../generator/check/index.ts';
import { compileRules } from '../../../../generator/check/rules/index.ts';
import { openCrds } from '../../../../generator/crds/karpenter.ts';
import type { Diagnostic } from '../../../../generator/diagnostics/diagnostic.ts';
import { emit } from '../../../../generator/emit/index.ts';
import { loadFleet } from '../../../../generator/load/index.ts';
import { change, FLEET } from '../../../support/fleets.ts';
import { memoryHost } from '../../load/helper.ts';

/** `FLEET` in which prod is for production, and with rule files. */
export const FLEET_WITH_RULES = `${change(FLEET, '    prod:\n', '    prod:\n      tier: production\n')}  checks:
    rules: [rules/*.yaml]
`;

/** What is found of a fleet by the rules of a file, apart from lint. */
export function findingsOf(rules: string, fleet: string = FLEET_WITH_RULES): Diagnostic[] {
  const loaded = loadFleet(memoryHost({ 'fleet.yaml': fleet, 'rules/own.yaml': rules }));
  if (!loaded.fleet) return loaded.diagnostics;
  const found = check({
    fleet: loaded.fleet,
    files: memoryFileSystem(Object.fromEntries(emit(loaded.fleet).files)),
    root: '/',
    today: '2026-01-01',
    crds: openCrds(),
    rules: compileRules(loaded.fleet),
  });
  return [...loaded.diagnostics, ...found].filter(
    ({ code, rule }) => rule !== undefined || code.startsWith('rule-') || /waiver|unknown-code/.test(code),
  );
}

/** `severity code/rule file:line:column environment: message` of each. */
export function linesOf(rules: string, fleet?: string): string[] {
  return findingsOf(rules, fleet).map(({ severity, code, rule, at, environment, message }) => {
    const place = at ? ` ${at.file}:${at.line}:${at.column}` : '';
    return `${severity} ${code}${rule === undefined ? '' : `/${rule}`}${place}${environment === undefined ? '' : ` ${environment}`}: ${message}`;
  });
}

/** The text of a rule file with one rule. */
export function ruleFile(expression: string, more = ''): string {
  return `rules:\n  - id: test\n    match: { kinds: [NodePool] }\n${more}    expression: ${JSON.stringify(expression)}\n`;
}
