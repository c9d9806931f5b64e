import {
  allows,
  hasIntersection,
  intersect,
  type Requirement,
} from '../../generator/instances/requirements/requirement.ts';

interface Recorded {
  complement: boolean;
  values: string[] | null;
  gte: number | null;
  lte: number | null;
}

interface Case {
  id: string;
  op: string;
  object: { a: Recorded; b: Recorded | string };
  extra: { out: unknown };
}

/** Karpenter's algebra of requirements: `requirement.intersection`, `.hasIntersection` and `.has`. */
export default async function run(lines: unknown[]) {
  const failures: string[] = [];
  let total = 0;
  for (const one of lines as Case[]) {
    const got = answer(one);
    if (got === undefined) continue;
    total++;
    const wanted = plain(one.extra.out);
    if (JSON.stringify(got) !== JSON.stringify(wanted)) {
      failures.push(`${one.id}\n  wanted ${JSON.stringify(wanted)}\n  got    ${JSON.stringify(got)}`);
    }
  }
  return { passed: total - failures.length, total, failures };
}

function answer({ op, object: { a, b } }: Case): unknown {
  if (op === 'requirement.has') return allows(read(a), b as string);
  if (op === 'requirement.hasIntersection') return hasIntersection(read(a), read(b as Recorded));
  if (op === 'requirement.intersection') return plain(write(intersect(read(a), read(b as Recorded))));
  return undefined;
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
  const { complement, values, gte, lte } = out as Recorded;
  return { complement, values: [...(values ?? [])].sort(), gte, lte };
}
