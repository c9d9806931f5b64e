import type { ValueObject } from '@kustomize-ts/core';
import type { Diagnostic, Location } from '../../diagnostics/diagnostic.ts';
import { isMapping, type Mapping } from '../document.ts';
import type { Path } from '../path.ts';
import { leavesRepository, outsideRepository } from '../paths.ts';
import type { LoadHost } from '../read.ts';
import { type RuleDocument, readRuleDocuments } from './documents.ts';
import { Fields } from './fields.ts';
import { readOwnRule } from './own-rule.ts';
import { ADMISSION, readBinding, readPolicy } from './policy.ts';
import type { AdmissionPolicy, OwnRule, PolicyBinding, RuleSet } from './types.ts';

export type * from './types.ts';
export { noRules } from './types.ts';

/**
 * Reads the rule files that patterns name, each once, and reports what of them cannot be read.
 * @param locate where the pattern with that index is written
 */
export function readRules(
  host: LoadHost,
  patterns: readonly string[],
  locate: (index: number) => Location | undefined,
): { rules: RuleSet; diagnostics: Diagnostic[] } {
  const reader = new RuleReader();
  patterns.forEach((pattern, i) => {
    const at = locate(i);
    // `checkPaths` reports it of a fleet; on the command line any path will do.
    if (at && leavesRepository(pattern)) return;
    const files = host.glob([pattern]);
    if (files.length === 0) reader.diagnostics.push(nothingNamed(pattern, at));
    for (const file of files) {
      if (at && host.leavesRoot?.(file)) reader.diagnostics.push(outsideRepository(file, at));
      else reader.readFile(file, host.readFile(file) ?? '');
    }
  });
  return { rules: reader.rules, diagnostics: reader.diagnostics };
}

function nothingNamed(pattern: string, at: Location | undefined): Diagnostic {
  return {
    code: 'file-not-found',
    severity: 'error',
    message: `no file matches the rules ${pattern}`,
    help: 'Correct the pattern, or remove it',
    ...(at ? { at } : {}),
  };
}

class RuleReader {
  readonly diagnostics: Diagnostic[] = [];
  readonly #own: OwnRule[] = [];
  readonly #policies: AdmissionPolicy[] = [];
  readonly #bindings: PolicyBinding[] = [];
  readonly #params: ValueObject[] = [];
  readonly #files = new Set<string>();
  readonly #places = new Map<string, Location>();

  get rules(): RuleSet {
    return {
      rules: this.#own,
      policies: this.#policies,
      bindings: this.#bindings,
      params: this.#params,
      files: [...this.#files],
    };
  }

  readFile(file: string, source: string): void {
    if (this.#files.has(file)) return;
    this.#files.add(file);
    const { documents, diagnostics } = readRuleDocuments(file, source);
    this.diagnostics.push(...diagnostics);
    for (const document of documents) this.#read(document, [], document.value);
  }

  #read(document: RuleDocument, path: Path, value: unknown): void {
    const fields = isMapping(value)
      ? new Fields(document, path, value, (diagnostic) => this.diagnostics.push(diagnostic))
      : undefined;
    if (!fields || !isMapping(value)) this.#noRules(document, path);
    else if (Array.isArray(value.items) && String(value.kind).endsWith('List'))
      value.items.forEach((item, i) => {
        this.#read(document, [...path, 'items', i], item);
      });
    else if ('rules' in value && !isObjectOf(value)) this.#readOwn(fields, document);
    else if (String(value.apiVersion).startsWith(`${ADMISSION}/`))
      this.#readAdmission(fields, document, value);
    else if (isObjectOf(value)) this.#params.push(value as ValueObject);
    else this.#noRules(document, path);
  }

  #readOwn(fields: Fields, { file }: RuleDocument): void {
    fields.only(['rules'], 'a rule file');
    for (const one of fields.list('rules')) {
      const rule = readOwnRule(one, file);
      if (rule && this.#isNew(rule.id, rule.at)) this.#own.push(rule);
    }
  }

  #readAdmission(fields: Fields, { file }: RuleDocument, { kind }: Mapping): void {
    if (kind === 'ValidatingAdmissionPolicy') {
      const policy = readPolicy(fields, file);
      if (policy && this.#isNew(policy.name, policy.at)) this.#policies.push(policy);
    } else if (kind === 'ValidatingAdmissionPolicyBinding') {
      const binding = readBinding(fields);
      if (binding) this.#bindings.push(binding);
    } else
      fields.fault(
        ['kind'],
        `objects of kind ${kind} are not evaluated`,
        'Use rules, a ValidatingAdmissionPolicy, its binding, or an object that is its param',
      );
  }

  /** Waivers name a rule by its id alone. */
  #isNew(id: string, at: Location): boolean {
    const first = this.#places.get(id);
    if (!first) this.#places.set(id, at);
    else
      this.diagnostics.push({
        code: 'rule-invalid',
        severity: 'error',
        message: `the rule ${id} already exists`,
        help: 'Give each rule its own id',
        at,
        related: [{ message: 'the other rule', at: first }],
      });
    return first === undefined;
  }

  #noRules(document: RuleDocument, path: Path): void {
    this.diagnostics.push({
      code: 'rule-invalid',
      severity: 'error',
      message: 'the document has no rules',
      help: 'Start it with "rules:", or use a ValidatingAdmissionPolicy, its binding, or an object that is its param',
      at: document.locate(path),
    });
  }
}

/** An object of Kubernetes. */
function isObjectOf({ apiVersion, kind }: Mapping): boolean {
  return typeof apiVersion === 'string' && typeof kind === 'string';
}
