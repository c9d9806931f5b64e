import { isObject, type Value, type ValueObject } from '../value.ts';
import type { Dialect } from './dialect.ts';
import { findDuplicates } from './duplicates.ts';
import { type Mark, YamlError } from './error.ts';
import type { NodeFacts, TextListener } from './node.ts';
import { formatFloat32, isUint64Only, parseInteger } from './number.ts';
import type { Problems } from './problems.ts';

/** Collects the pairs of one mapping: keys to strings, duplicates, `<<`. */
export class MappingBuilder {
  private readonly dialect: Dialect;
  private readonly isRoot: boolean;
  private readonly onText: TextListener | undefined;
  private readonly object: ValueObject = {};
  private readonly problems: Problems;
  /** The place of each key, in order; kept only where a duplicate is an error. */
  private readonly marks: Mark[] = [];
  private readonly names: string[] = [];
  private hasDuplicates = false;
  private readonly duplicatesBefore: number;
  private pending = '';
  private pendingMerge: Mark | undefined;
  private merged: ValueObject[] | undefined;
  private refusal: YamlError | undefined;

  constructor(dialect: Dialect, isRoot: boolean, problems: Problems, onText?: TextListener) {
    this.dialect = dialect;
    this.isRoot = isRoot;
    this.problems = problems;
    this.duplicatesBefore = problems.duplicateCount;
    this.onText = onText;
  }

  /** Takes the key of the next pair. */
  key(key: Value, facts: NodeFacts, at: Mark): void {
    this.pendingMerge = facts.isMergeKey ? at : undefined;
    if (facts.isMergeKey) return;
    this.pending = typeof key === 'string' && facts.isString ? key : this.otherKey(key, facts, at);
    if (this.dialect.duplicateKeys === 'error') this.checkDuplicate(this.pending, at);
  }

  /** Takes the value of that pair. kyaml removes `<<` after merging, even one in quotes. */
  value(value: Value, facts: NodeFacts): void {
    if (this.pendingMerge) this.merge(value, facts, this.pendingMerge);
    else if (this.pending !== '<<' || this.dialect.merge !== 'under') {
      setEntry(this.object, this.pending, value);
      this.report(value, facts);
    }
  }

  private report(value: Value, { kind, style, text }: NodeFacts): void {
    if (this.onText === undefined || kind !== 'scalar' || text === undefined) return;
    if (style !== 'plain' || String(value) !== text) this.onText(this.object, this.pending, text, style);
  }

  finish(): ValueObject {
    const { object, problems } = this;
    for (const source of this.merged?.toReversed() ?? []) {
      for (const key of Object.keys(source)) {
        if (!Object.hasOwn(object, key)) setEntry(object, key, source[key] as Value);
      }
    }
    if (this.refusal !== undefined) problems.refuse(object, this.refusal);
    if (this.hasDuplicates) {
      problems.addDuplicates(findDuplicates(this.names, this.marks), this.duplicatesBefore);
    }
    return object;
  }

  private merge(value: Value, facts: NodeFacts, at: Mark): void {
    const sources = mergeSources(value, facts);
    if (sources === undefined) {
      this.problems.fail(new YamlError('map merge requires map or sequence of maps as the value', at));
    } else if (this.dialect.merge === 'in place') {
      for (const source of sources) assign(this.object, source);
    } else if (this.merged !== undefined) {
      this.problems.fail(new YamlError('duplicate merge key', at, 'duplicate merge key'));
    } else this.merged = sources;
  }

  private checkDuplicate(name: string, at: Mark): void {
    if (this.object[name] !== undefined && Object.hasOwn(this.object, name)) this.hasDuplicates = true;
    this.marks.push(at);
    this.names.push(name);
  }

  private otherKey(key: Value, facts: NodeFacts, at: Mark): string {
    const { text = '' } = facts;
    if (typeof key === 'object' && key !== null) {
      this.problems.fail(new YamlError('invalid map key', at));
      return text;
    }
    const isAnyKeyText = this.dialect.otherKeys === 'text';
    const name = isAnyKeyText ? keyText(key, text) : this.resourceKey(key, text, facts.style !== 'plain');
    if (name === undefined) this.refusal ??= unsupportedKey(text, at);
    return name ?? text;
  }

  /** At the root kyaml decodes into a map with string keys; further down the keys have any type. */
  private resourceKey(key: Value, text: string, isQuoted: boolean): string | undefined {
    // kyaml prints its nodes and reads them again, and prints an omitted key as ''.
    if (text === '' && !isQuoted) return '';
    return this.isRoot && key !== null ? text : undefined;
  }
}

function unsupportedKey(text: string, at: Mark): YamlError {
  const reason = `mapping key ${text === '' ? 'null' : text} is not a string`;
  return new YamlError(reason, at, 'json: unsupported type: map[interface {}]interface {}');
}

/** What sigs.k8s.io/yaml makes of a key (yaml.go, convertToJSONableObject). */
function keyText(key: Value, text: string): string | undefined {
  if (typeof key === 'boolean' || typeof key === 'string') return String(key);
  if (typeof key === 'bigint') return isUint64Only(key) ? undefined : String(key);
  if (typeof key !== 'number') return undefined;
  return parseInteger(text.replaceAll('_', '')) === undefined ? formatFloat32(key) : String(key);
}

/** The mappings to merge, in order of increasing precedence; undefined for any other value. */
function mergeSources(value: Value, facts: NodeFacts): ValueObject[] | undefined {
  if (isObject(value)) return [value];
  const isSequence = Array.isArray(value) && facts.kind === 'sequence';
  return isSequence && value.every(isObject) ? value.toReversed() : undefined;
}

function assign(target: ValueObject, source: ValueObject): void {
  for (const key of Object.keys(source)) setEntry(target, key, source[key] as Value);
}

/** Sets an own property, `__proto__` like any other. */
function setEntry(object: ValueObject, key: string, value: Value): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  } else object[key] = value;
}
