import { goTogether, intersect, mayBeAbsent, type Requirement } from './requirement.ts';

/** What labels must be, by label. */
export type Requirements = ReadonlyMap<string, Requirement>;

/** Why what a node offers and what a pod requires do not go together, for one label. */
export type LabelConflict =
  | { kind: 'undefined'; key: string; wanted: Requirement; meant: string | undefined }
  | { kind: 'disjoint'; key: string; wanted: Requirement; offered: Requirement };

/**
 * What keeps requirements from being met by what a node offers; a label that it does not define counts as unknown where
 * it is among the well-known ones, and is missing otherwise. core v1.15.0, pkg/scheduling/requirements.go, Compatible:
 * one missing label, or all that are disjoint.
 */
export function conflicts(
  offered: Requirements,
  wanted: Requirements,
  wellKnown: ReadonlySet<string>,
): LabelConflict[] {
  for (const [key, requirement] of wanted) {
    if (!wellKnown.has(key) && !offered.has(key) && !mayBeAbsent(requirement))
      return [{ kind: 'undefined', key, wanted: requirement, meant: similarTo(key, offered, wellKnown) }];
  }
  return disjoint(offered, wanted);
}

/** The label that a key is probably a part or a misspelt prefix of: requirements.go, labelHint, which takes any of several. */
function similarTo(key: string, offered: Requirements, wellKnown: ReadonlySet<string>): string | undefined {
  const name = key.slice(key.indexOf('/') + 1);
  return [...wellKnown, ...offered.keys()].find((label) => label.includes(key) || label.endsWith(name));
}

/** The labels that both sides define and of which no value satisfies both: requirements.go, Intersects. */
export function disjoint(offered: Requirements, wanted: Requirements): LabelConflict[] {
  const found: LabelConflict[] = [];
  for (const [key, requirement] of wanted) {
    const other = offered.get(key);
    if (other !== undefined && !goTogether(other, requirement))
      found.push({ kind: 'disjoint', key, wanted: requirement, offered: other });
  }
  return found;
}

/** Whether no label keeps the two sides apart. */
export function intersects(offered: Requirements, wanted: Requirements): boolean {
  for (const [key, requirement] of wanted) {
    const other = offered.get(key);
    if (other !== undefined && !goTogether(other, requirement)) return false;
  }
  return true;
}

/** The requirements that hold where all of the lists do: requirements.go, Add. */
export function combined(...lists: readonly Requirements[]): Map<string, Requirement> {
  const out = new Map<string, Requirement>();
  for (const list of lists) for (const [key, requirement] of list) addTo(out, key, requirement);
  return out;
}

/** Makes one more requirement hold. */
export function addTo(out: Map<string, Requirement>, key: string, requirement: Requirement): void {
  const before = out.get(key);
  out.set(key, before === undefined ? requirement : intersect(requirement, before));
}
