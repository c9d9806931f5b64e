import { isObject, memoryFileSystem, readYaml, type Value } from '@kustomize-ts/core';
import * as assert from 'uvu/assert';
import { check } from '../../../generator/check/index.ts';
import { createDeliveryValidator } from '../../../generator/crds/delivery.ts';
import { openCrds } from '../../../generator/crds/karpenter.ts';
import { emit } from '../../../generator/emit/index.ts';
import type { Fleet, LoadResult } from '../../../generator/load/index.ts';
import { loadText } from '../load/helper.ts';

/** The parts of a fleet that a test changes; each is YAML, indented as a section of `spec` is. */
export interface Sections {
  variables?: string;
  /** Further lines of the pool `general`. */
  pool?: string;
  environments?: string;
  delivery?: string;
}

const POOL = `  general:
    nodePool:
      template:
        spec:
          requirements:
            - { key: karpenter.sh/capacity-type, operator: In, values: [on-demand] }
      limits: { cpu: "100" }
    nodeClass:
      role: \${ROLE}
      amiSelectorTerms: [{ alias: al2023@v20250704 }]
      subnetSelectorTerms: [{ tags: { discovery: "\${CLUSTER}" } }]
      securityGroupSelectorTerms: [{ tags: { discovery: "\${CLUSTER}" } }]
`;

const TWO_CLUSTERS = `  dev:
    clusters:
      dev-1: { variables: { CLUSTER: dev-1, ROLE: nodes } }
  prod:
    clusters:
      prod-1: { variables: { CLUSTER: prod-1, ROLE: nodes } }
`;

/** One pool with two variables, an environment dev and one prod, with a cluster each. */
export function load(sections: Sections): LoadResult {
  const { variables = '  CLUSTER: {}\n  ROLE: {}\n', pool = '', environments = TWO_CLUSTERS } = sections;
  const delivery = sections.delivery === undefined ? '' : `delivery:\n${sections.delivery}`;
  return loadText(
    `karpenter: "1.15"\nvariables:\n${variables}pools:\n${POOL}${pool}environments:\n${environments}${delivery}`,
  );
}

export function fleetOf(sections: Sections): Fleet {
  const { fleet, diagnostics } = load(sections);
  assert.ok(fleet, JSON.stringify(diagnostics, undefined, 1));
  return fleet;
}

/** The generated files as values, and what is checked of them. */
export interface Emitted {
  texts: Map<string, string>;
  paths: string[];
  /** The value at a path in a file, `undefined` when absent. */
  at(file: string, ...path: (string | number)[]): Value | undefined;
  /** `code message` of each finding, errors only; `edits` replace generated files. */
  findings(edits?: Record<string, string>): string[];
}

/** Emits a fleet and reads the generated files again. */
export function emitted(sections: Sections): Emitted {
  const fleet = fleetOf(sections);
  const { files: texts } = emit(fleet);
  const findings = (edits: Record<string, string> = {}): string[] =>
    check({
      fleet,
      files: memoryFileSystem({ ...Object.fromEntries(texts), ...edits }),
      root: '/',
      today: '2026-01-01',
      crds: openCrds(),
      deliveryValidator: createDeliveryValidator(),
    })
      .filter(({ severity }) => severity === 'error')
      .map(({ code, message }) => `${code} ${message}`);
  return {
    texts,
    paths: [...texts.keys()].sort(),
    at: (file, ...path) => {
      let value: Value | undefined = readYaml(texts.get(file) ?? '');
      for (const step of path)
        value = isObject(value) ? value[step] : Array.isArray(value) ? value[Number(step)] : undefined;
      return value;
    },
    findings,
  };
}

/** `code line:column` of everything that loading finds. */
export function faults(sections: Sections): string[] {
  return load(sections).diagnostics.map(({ code, at }) => `${code} ${at?.line}:${at?.column}`);
}

/** The message of the only thing that loading finds. */
export function onlyFault(sections: Sections): string {
  const { diagnostics } = load(sections);
  assert.is(diagnostics.length, 1, JSON.stringify(diagnostics, undefined, 1));
  return `${diagnostics[0]?.code} ${diagnostics[0]?.message}`;
}
