import { at, KustomizeError } from '../errors.ts';
import type { NameReference } from '../fields/config.ts';
import { changeField, type FieldChange, type FieldSpec } from '../fields/field-spec.ts';
import { getField, withField } from '../fields/object.ts';
import { textAt, textOf } from '../fields/source-text.ts';
import { formatId, type Gvk, isSelected } from '../resource/id.ts';
import type { Resource } from '../resource/resource.ts';
import type { ResourceList } from '../resource/resource-list.ts';
import { withText } from '../transform/scalar-change.ts';
import { isObject, type Value, type ValueObject } from '../value.ts';
import { Candidates } from './candidates.ts';

/**
 * Updates the fields that refer to other resources by name after those were renamed
 * (kustomize api v0.21.2, filters/nameref).
 *
 * @returns whether any resource is of a kind that can refer to others
 */
export function fixNameReferences(resources: ResourceList, references: readonly NameReference[]): boolean {
  const renamed = new Candidates(resources.items);
  const fieldsOf = referringFields(references);
  let mayRefer = false;
  for (const referrer of resources.items) {
    for (const { spec, target } of fieldsOf(referrer.originalId)) {
      mayRefer = true;
      const fix = new ReferenceFix(referrer, spec, target, renamed);
      at({ field: spec.path }, () => {
        referrer.object = changeField(referrer.object, fix.spec, fix.change);
      });
    }
  }
  return mayRefer;
}

interface ReferringField {
  readonly spec: FieldSpec;
  /** Kind of the resources that the field refers to. */
  readonly target: Gvk;
}

/** The fields to update in objects of a kind, found once for each kind. */
function referringFields(references: readonly NameReference[]): (gvk: Gvk) => readonly ReferringField[] {
  const known = new Map<string, readonly ReferringField[]>();
  return (gvk) => {
    const key = `${gvk.group}\n${gvk.version}\n${gvk.kind}`;
    let fields = known.get(key);
    if (fields === undefined) {
      fields = references.flatMap((target) =>
        target.fieldSpecs.filter((spec) => isSelected(gvk, spec)).map((spec) => ({ spec, target })),
      );
      known.set(key, fields);
    }
    return fields;
  };
}

/** One field of one resource that can refer to others. */
class ReferenceFix {
  readonly #referrer: Resource;
  readonly #target: Gvk;
  readonly #candidates: Candidates;
  readonly spec: FieldSpec;

  constructor(referrer: Resource, spec: FieldSpec, target: Gvk, candidates: Candidates) {
    const { group, version, kind } = referrer.id;
    this.#referrer = referrer;
    this.#target = target;
    this.#candidates = candidates;
    // The field was chosen by the original kind; the object has the present one.
    this.spec = { ...spec, group, version, kind, create: false };
  }

  readonly change: FieldChange = (value, container, key) => {
    if (Array.isArray(value)) {
      const items = value.map((item) => this.#fix(item, textOf(item), (name) => name));
      return items.every((item, index) => item === value[index]) ? value : items;
    }
    return this.#fix(value, textAt(container, key), (name) => withText(value, name, container, key));
  };

  #fix(value: Value, text: string, rename: (name: string) => Value): Value {
    if (value === null) return value;
    if (isObject(value)) return this.#fixMapping(value);
    if (Array.isArray(value)) throw new KustomizeError('mismatch', 'expected a name, or a mapping with one');
    const referral = this.#select(this.#candidates.named(text), (a, b) => a.name === b.name);
    return referral === undefined || referral.name === text ? value : rename(referral.name);
  }

  /** A mapping holds the name under `name`; a `namespace` beside it narrows the choice. */
  #fixMapping(value: ValueObject): Value {
    if (getField(value, 'name') === undefined) {
      throw new KustomizeError('invalid', "path config error; no 'name' field in node");
    }
    const oldName = textAt(value, 'name');
    let candidates = this.#candidates.named(oldName);
    if (getField(value, 'namespace') !== undefined) {
      candidates = this.#candidates.inNamespace(candidates, textAt(value, 'namespace'), this.#referrer);
    }
    const referral = this.#select(candidates, (a, b) => a.name === b.name && a.namespace === b.namespace);
    if (referral === undefined || (referral.name === oldName && referral.namespace === '')) return value;
    const renamed = withField(
      value,
      'name',
      withText(getField(value, 'name') ?? '', referral.name, value, 'name'),
    );
    return referral.namespace === '' ? renamed : withField(renamed, 'namespace', referral.namespace);
  }

  #select(named: readonly Resource[], isSame: (a: Resource, b: Resource) => boolean): Resource | undefined {
    let matches = named.filter(
      (candidate) =>
        this.#candidates.canRefer(this.#referrer, candidate) &&
        wasOfKind(candidate, this.#target) &&
        this.#fitsRole(candidate) &&
        this.#candidates.sharesNamespace(this.#referrer, candidate),
    );
    if (matches.length === 1) return matches[0];
    matches = matches.filter((candidate) => sameAffixes(candidate, this.#referrer, true));
    if (matches.length > 1)
      matches = matches.filter((candidate) => sameAffixes(candidate, this.#referrer, false));
    const [first, ...others] = matches;
    if (first === undefined || others.every((other) => isSame(first, other))) return first;
    const ids = matches.map(({ id }) => formatId(id)).join(', ');
    throw new KustomizeError(
      'mismatch',
      `found multiple possible referrals of ${formatId(this.#referrer.id)}: ${ids}`,
    );
  }

  /** A `roleRef` refers to the kind that it contains. */
  #fitsRole(candidate: Resource): boolean {
    if (!this.spec.path.endsWith('roleRef/name')) return true;
    const roleRef = getField(this.#referrer.object, 'roleRef');
    if (!isObject(roleRef) || roleRef.apiGroup === undefined || roleRef.kind === undefined) return true;
    return wasOfKind(candidate, {
      group: textAt(roleRef, 'apiGroup'),
      version: '',
      kind: textAt(roleRef, 'kind'),
    });
  }
}

function wasOfKind(candidate: Resource, gvk: Gvk): boolean {
  return candidate.previousIds.some((id) => isSelected(id, gvk));
}

/** Compares the prefixes and suffixes of both from the outside in; with `loose`, none matches any. */
function sameAffixes(a: Resource, b: Resource, loose: boolean): boolean {
  return endAlike(a.prefixes, b.prefixes, loose) && endAlike(a.suffixes, b.suffixes, loose);
}

function endAlike(a: readonly string[], b: readonly string[], loose: boolean): boolean {
  if (a.length === 0 || b.length === 0) return loose || a.length === b.length;
  const length = Math.min(a.length, b.length);
  const tail = b.slice(b.length - length);
  return a.slice(a.length - length).every((text, index) => text === tail[index]);
}
