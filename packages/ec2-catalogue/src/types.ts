import { columns } from './columns.ts';
import { readData } from './data.ts';
import { decodeType } from './decode-type.ts';
import type { InstanceType } from './instance-type.ts';

/** The types by family, of which each is decoded when it is first needed. */
export interface Types {
  date: string;
  families(): readonly string[];
  /** The sizes of a family; empty for an unknown one. */
  sizesOf(family: string): readonly string[];
  typesOf(family: string): readonly InstanceType[];
  /** Names that Karpenter knows and the source of the types does not describe. */
  undescribed(): readonly string[];
}

interface Family {
  shared: readonly string[];
  /** What of each size differs, `large:2,1,8192`. */
  sizes: readonly string[];
  types?: readonly InstanceType[];
}

/** The text of a family's cell where the sizes differ; the sizes have the values, in the order of the columns. */
export const varies = '*';

/** Reads `data/types.txt`: `family|cell|…|size:value,value|…`. The header has the names without a description. */
export function readTypes(): Types {
  const { date, header, lines } = readData('types');
  const families = new Map<string, Family>();
  for (const line of lines) {
    const [name = '', ...cells] = line.split('|');
    families.set(name, { shared: cells.slice(0, columns.length), sizes: cells.slice(columns.length) });
  }
  const names = [...families.keys()];
  const undescribed = header.slice(1);
  return {
    date,
    families: () => names,
    sizesOf: (family) => families.get(family)?.sizes.map(sizeOf) ?? [],
    typesOf: (name) => {
      const family = families.get(name);
      if (family === undefined) return [];
      family.types ??= family.sizes.map((text) => typeOf(name, family.shared, text));
      return family.types;
    },
    undescribed: () => undescribed,
  };
}

function sizeOf(text: string): string {
  return text.slice(0, text.indexOf(':'));
}

function typeOf(family: string, shared: readonly string[], text: string): InstanceType {
  const size = sizeOf(text);
  const own = text.slice(size.length + 1).split(',');
  let at = 0;
  const cells = shared.map((cell) => (cell === varies ? (own[at++] ?? '') : cell));
  return decodeType(family, size, cells);
}
