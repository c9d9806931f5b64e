import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../build/options.ts';
import { licenseFiles, licenseOf } from './license.ts';
import type { Part } from './part.ts';

/** Whose data is published with the code: the folder of its license, and what is taken. */
interface Source {
  name: string;
  note: string;
  owners: readonly string[];
}

const CATALOGUE = ['.', 'packages/ec2-catalogue'];
const sources: readonly Source[] = [
  { name: 'moto', note: 'instance types and where they are offered', owners: CATALOGUE },
  { name: 'cfn-lint', note: 'names of regions', owners: CATALOGUE },
  { name: 'ec2-instances-info', note: 'prices by region, spot prices', owners: CATALOGUE },
  { name: 'karpenter-provider-aws', note: 'prices, network limits', owners: ['packages/ec2-catalogue'] },
  {
    name: 'karpenter-provider-aws',
    note: 'prices, network limits, `schemas/karpenter` and types made from them',
    owners: ['.'],
  },
  { name: 'kustomize-controller', note: '`schemas/flux`', owners: ['.'] },
  { name: 'source-controller', note: '`schemas/flux-source`', owners: ['.'] },
  { name: 'argo-cd', note: '`schemas/argocd`', owners: ['.'] },
  {
    name: 'kyaml',
    note: 'merge keys and scopes of the built-in kinds of Kubernetes',
    owners: ['.', 'packages/kustomize-ts-core'],
  },
];

/** Folders with a folder of licenses for each source. */
const LICENSES = ['packages/ec2-catalogue/licenses', 'scripts/third-party/licenses'];

/** The sources of data of which a package holds something. */
export function dataParts(owner: string): Part[] {
  return sources
    .filter(({ owners }) => owners.includes(owner))
    .map(({ name, note }): Part => {
      const folder = LICENSES.map((path) => join(root, path, name)).find((path) => existsSync(path));
      const files = folder === undefined ? [] : licenseFiles(folder);
      const license = licenseOf(files);
      if (license === undefined) throw new Error(`no license found of ${name}, whose data is published`);
      return { kind: 'data', name, license, files, note };
    });
}
