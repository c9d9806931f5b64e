import { conflicts, type Requirements } from '../../generator/instances/requirements/compatible.ts';
import {
  allows,
  hasIntersection,
  intersect,
  type Requirement,
} from '../../generator/instances/requirements/requirement.ts';
import { conflictText } from '../../generator/instances/requirements/text.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

interface Recorded {
  complement: boolean;
  values: string[] | null;
  gte: number | null;
  lte: number | null;
  minValues?: number | null;
}

type RecordedList = Record<string, Recorded>;

interface Sides {
  a: RecordedList;
  b: { allowUndefined: string[]; requirements: RecordedList };
}

interface Verdict {
  ok: boolean;
  error: string;
}

/** The two sides by the operation's name. */
type Operation =
  | { op: 'requirement.has'; object: { a: Recorded; b: string } }
  | { op: 'requirement.hasIntersection' | 'requirement.intersection'; object: { a: Recorded; b: Recorded } }
  | { op: 'requirement.compatible'; object: Sides };

type Case = Operation & { id: string; extra: { out: unknown } };

/** Karpenter's algebra of requirements: `requirement.intersection`, `.hasIntersection`, `.has` and `.compatible`. */
export default async function run(lines: unknown[]): Promise<Outcome> {
  const failures: string[] = [];
  for (const one of lines as Case[]) {
    const got = answer(one);
    const wanted = plain(one.extra.out);
    if (JSON.stringify(got) !== JSON.stringify(wanted)) {
      failures.push(`${one.id}\n  wanted ${JSON.stringify(wanted)}\n  got    ${JSON.stringify(got)}`);
    }
  }
  return outcomeOf(lines, failures);
}

function answer(one: Case): unknown {
  switch (one.op) {
    case 'requirement.has':
      return allows(read(one.object.a), one.object.b);
    case 'requirement.hasIntersection':
      return hasIntersection(read(one.object.a), read(one.object.b));
    case 'requirement.intersection':
      return plain(write(intersect(read(one.object.a), read(one.object.b))));
    case 'requirement.compatible':
      return compatible(one.object);
  }
}

/** Karpenter's verdict and its text; conflicts of several labels come in Go's random order, here sorted. */
function compatible({ a, b }: Sides): Verdict {
  const found = conflicts(readList(a), readList(b.requirements), new Set(b.allowUndefined));
  const texts = found.map((conflict) =>
    conflictText(conflict, {
      offered: a[conflict.key]?.minValues ?? undefined,
      wanted: b.requirements[conflict.key]?.minValues ?? undefined,
    }),
  );
  return { ok: found.length === 0, error: found.length === 0 ? '<nil>' : texts.sort().join('; ') };
}

function readList(list: RecordedList): Requirements {
  return new Map(Object.entries(list).map(([key, one]) => [key, read(one)]));
}

function read({ complement, values, gte, lte }: Recorded): Requirement {
  return {
    complement,
    values: new Set(values ?? []),
    ...(gte === null ? {} : { gte: BigInt(gte) }),
    ...(lte === null ? {} : { lte: BigInt(lte) }),
  };
}

function write({ complement, values, gte, lte }: Requirement): Recorded {
  const number = (bound: bigint | undefined) => (bound === undefined ? null : Number(bound));
  return { complement, values: [...values], gte: number(gte), lte: number(lte) };
}

function plain(out: unknown): unknown {
  if (typeof out !== 'object' || out === null) return out;
  if ('ok' in out) {
    const { ok, error } = out as Verdict;
    return { ok, error: error.split('; ').sort().join('; ') };
  }
  const { complement, values, gte, lte } = out as Recorded;
  return { complement, values: [...(values ?? [])].sort(), gte, lte };
}
