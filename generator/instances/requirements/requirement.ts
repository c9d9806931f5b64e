/** What a label may be: core v1.15.0, pkg/scheduling/requirement.go. */
export interface Requirement {
  /** True where `values` are the ones left out: NotIn, Exists, bounds. */
  complement: boolean;
  values: ReadonlySet<string>;
  /** Bounds on the label's value as an integer, inclusive. */
  gte?: bigint;
  lte?: bigint;
}

export const doesNotExist: Requirement = { complement: false, values: new Set() };
export const exists: Requirement = { complement: true, values: new Set() };

/** One of these values and no other. */
export function oneOf(...values: readonly string[]): Requirement {
  return { complement: false, values: new Set(values) };
}

/** The requirement of an operator as manifests write it; undefined where operator or bound cannot be read. */
export function requirementOf(operator: string, values: readonly string[]): Requirement | undefined {
  if (operator === 'In') return oneOf(...values);
  if (operator === 'NotIn') return { complement: true, values: new Set(values) };
  if (operator === 'Exists') return exists;
  if (operator === 'DoesNotExist') return doesNotExist;
  const bound = integerOf(values[0] ?? '');
  if (bound === undefined) return undefined;
  if (operator === 'Gt') return { ...exists, gte: bound + 1n };
  if (operator === 'Gte') return { ...exists, gte: bound };
  if (operator === 'Lt') return { ...exists, lte: bound - 1n };
  return operator === 'Lte' ? { ...exists, lte: bound } : undefined;
}

/** The requirement that holds where both do. */
export function intersect(a: Requirement, b: Requirement): Requirement {
  const gte = bounded(a.gte, b.gte, (x, y) => x > y);
  const lte = bounded(a.lte, b.lte, (x, y) => x < y);
  if (gte !== undefined && lte !== undefined && gte > lte) return doesNotExist;
  const bounds = { ...(gte === undefined ? {} : { gte }), ...(lte === undefined ? {} : { lte }) };
  const values = [...commonValues(a, b)].filter((value) => withinBounds(value, bounds));
  if (a.complement && b.complement) return { complement: true, values: new Set(values), ...bounds };
  return oneOf(...values);
}

/** True when there is a value that both allow; two complements are taken to have one unless bounds cross. */
export function hasIntersection(a: Requirement, b: Requirement): boolean {
  const common = intersect(a, b);
  return common.complement || common.values.size > 0;
}

/** True when the requirement lets the label have that value. */
export function allows(requirement: Requirement, value: string): boolean {
  return requirement.values.has(value) !== requirement.complement && withinBounds(value, requirement);
}

/** A text that is the same for the same requirement. */
export function keyText(requirement: Requirement | undefined): string {
  if (requirement === undefined) return '';
  const { complement, values, gte, lte } = requirement;
  return `${complement} ${gte ?? ''} ${lte ?? ''} ${[...values].sort().join(',')}`;
}

/** True when no value is allowed: DoesNotExist, or an intersection that came out empty. */
export function isEmpty(requirement: Requirement): boolean {
  return !requirement.complement && requirement.values.size === 0;
}

/** NotIn or DoesNotExist: a node without the label satisfies it. core, requirement.go, Operator: whatever its bounds. */
export function mayBeAbsent({ complement, values }: Requirement): boolean {
  return complement ? values.size > 0 : values.size === 0;
}

/** True when what two sides require of one label goes together: core, pkg/scheduling/requirements.go, Intersects. */
export function goTogether(a: Requirement, b: Requirement): boolean {
  return hasIntersection(a, b) || (mayBeAbsent(a) && mayBeAbsent(b));
}

function commonValues(a: Requirement, b: Requirement): Iterable<string> {
  if (a.complement && b.complement) return new Set([...a.values, ...b.values]);
  if (a.complement) return [...b.values].filter((value) => !a.values.has(value));
  if (b.complement) return [...a.values].filter((value) => !b.values.has(value));
  return [...a.values].filter((value) => b.values.has(value));
}

function bounded<T>(a: T | undefined, b: T | undefined, isTighter: (x: T, y: T) => boolean): T | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return isTighter(a, b) ? a : b;
}

function withinBounds(value: string, { gte, lte }: Pick<Requirement, 'gte' | 'lte'>): boolean {
  if (gte === undefined && lte === undefined) return true;
  const number = integerOf(value);
  if (number === undefined) return false;
  return (gte === undefined || number >= gte) && (lte === undefined || number <= lte);
}

function integerOf(text: string): bigint | undefined {
  return /^[+-]?\d{1,18}$/.test(text) ? BigInt(text.replace('+', '')) : undefined;
}

/** True when every value that `narrow` allows is one that `wide` allows. */
export function contains(wide: Requirement, narrow: Requirement): boolean {
  if (!narrow.complement) return [...narrow.values].every((value) => allows(wide, value));
  const { gte, lte } = wide;
  const isBelow = lte !== undefined && (narrow.lte === undefined || narrow.lte > lte);
  const isAbove = gte !== undefined && (narrow.gte === undefined || narrow.gte < gte);
  return wide.complement && !isBelow && !isAbove && [...wide.values].every((value) => !allows(narrow, value));
}
