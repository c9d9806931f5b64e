/** A variable of the fleet, and its value in each cluster that needs it. */
export interface Variable {
  name: string;
  values: Map<string, string>;
  /** What is known of a variable that fills one field of one object. */
  field?: FieldFacts;
}

/** What a variable of a field is, and the form of its values. */
export interface FieldFacts {
  description: string;
  pattern?: string;
}

/** The variables that a fleet gets. */
export interface Variables {
  readonly all: ReadonlyMap<string, Variable>;
  /** Declares a variable that sources name themselves, without a value. */
  declare(name: string): Variable;
  /** The variable that sources call `name` and that has this value in a cluster; another name where it has two. */
  named(name: string, values: ReadonlyMap<string, string>): Variable;
  /** A variable with these values, whatever its name; `propose` gives the name of a new one. */
  withValues(values: ReadonlyMap<string, string>, propose: () => string): Variable;
  /** The variable of a field, shared with no other field, whatever the values are. */
  ofField(name: string, field: FieldFacts, values: ReadonlyMap<string, string>): Variable;
}

/** @param reserved names that have a meaning of their own in scripts */
export function createVariables(reserved: ReadonlySet<string>): Variables {
  const all = new Map<string, Variable>();
  const declare = (name: string): Variable => {
    const known = all.get(name) ?? { name, values: new Map<string, string>() };
    all.set(name, known);
    return known;
  };
  const filled = (variable: Variable, values: ReadonlyMap<string, string>): Variable => {
    for (const [cluster, value] of values) variable.values.set(cluster, value);
    return variable;
  };
  return {
    all,
    declare,
    named: (name, values) => {
      for (let i = 1; ; i++) {
        const known = all.get(i === 1 ? name : `${name}_${i}`);
        if (known === undefined || agrees(known, values))
          return filled(declare(i === 1 ? name : `${name}_${i}`), values);
      }
    },
    withValues: (values, propose) => {
      const same = [...all.values()].find((one) => covers(one, values));
      if (same) return same;
      const proposed = propose();
      for (let i = 1; ; i++) {
        const name = i === 1 ? proposed : `${proposed}_${i}`;
        const known = all.get(name);
        const isFree = known === undefined && !reserved.has(name);
        const isAlike = known !== undefined && agrees(known, values) && overlaps(known, values);
        if (isFree || isAlike) return filled(declare(name), values);
      }
    },
    ofField: (proposed, field, values) => {
      for (let i = 1; ; i++) {
        const name = i === 1 ? proposed : `${proposed}_${i}`;
        const known = all.get(name);
        const isFree = known === undefined && !reserved.has(name);
        const isOfField = known?.field?.description === field.description && agrees(known, values);
        if (!isFree && !isOfField) continue;
        const variable = filled(declare(name), values);
        variable.field = field;
        return variable;
      }
    },
  };
}

function covers({ values }: Variable, wanted: ReadonlyMap<string, string>): boolean {
  return [...wanted].every(([cluster, value]) => values.get(cluster) === value);
}

function agrees({ values }: Variable, wanted: ReadonlyMap<string, string>): boolean {
  return [...wanted].every(([cluster, value]) => (values.get(cluster) ?? value) === value);
}

function overlaps({ values }: Variable, wanted: ReadonlyMap<string, string>): boolean {
  return [...wanted.keys()].some((cluster) => values.has(cluster));
}
