import type { ValueObject } from '@kustomize-ts/core';
import { objectsAt, stringAt } from './fields.ts';

/** A term of `amiSelectorTerms` that selects a published image of EKS or Bottlerocket by its name or SSM parameter. */
export interface EksImage {
  index: number;
  field: 'name' | 'ssmParameter';
  /** AL2, AL2023 or Bottlerocket. */
  family: string;
  /** Absent where the term does not say. */
  arch?: 'amd64' | 'arm64';
  /** Whose accelerators it has a driver for: one maker's, `both` or `none`. Absent where the term does not say. */
  driver?: 'nvidia' | 'neuron' | 'both' | 'none';
  /** Whether nobody but AWS can publish what the term selects. */
  isCertain: boolean;
}

// The names and parameters that AWS publishes: EKS user guide, "retrieve recommended AMI IDs"; bottlerocket, QUICKSTART-EKS.
const AL2023 =
  /(?:\bamazon-eks-node-al2023-|\/(?:amazon-linux-2023|al2023)\/)([\w*]+)[-/](standard|nvidia|neuron)\b/;
const AL2 = /\/amazon-linux-2(-arm64|-gpu)?\/|^amazon-eks(-arm64|-gpu)?-node-[\d*]/;
const BOTTLEROCKET = /(?:^bottlerocket-|\/)aws-k8s-[\d.]+(-nvidia)?(?:-fips)?[-/]([\w*]+)[-/]/;

const ARCHITECTURES: Readonly<Record<string, 'amd64' | 'arm64'>> = {
  x86_64: 'amd64',
  arm64: 'arm64',
  aarch64: 'arm64',
};

/** Each term with the published image that it names; undefined for a term that names another one, or none. */
export function eksImages(spec: ValueObject): (EksImage | undefined)[] {
  return objectsAt(spec, 'amiSelectorTerms').map(([index, term]) => {
    const parameter = stringAt(term, 'ssmParameter');
    const field = parameter === undefined ? 'name' : 'ssmParameter';
    const found = published(parameter ?? stringAt(term, 'name') ?? '');
    const isCertain =
      parameter === undefined ? isAws(stringAt(term, 'owner')) : parameter.startsWith('/aws/service/');
    return found && { index, field, isCertain, ...found };
  });
}

/** The account that publishes the images of EKS for AL2 and AL2023. */
function isAws(owner: string | undefined): boolean {
  return owner === 'amazon' || owner === '602401143452';
}

function published(text: string): Pick<EksImage, 'family' | 'arch' | 'driver'> | undefined {
  const al2023 = AL2023.exec(text);
  if (al2023 !== null) {
    const driver = al2023[2] === 'standard' ? 'none' : al2023[2] === 'nvidia' ? 'nvidia' : 'neuron';
    return { family: 'AL2023', driver, ...archOf(al2023[1]) };
  }
  const bottlerocket = BOTTLEROCKET.exec(text);
  // The plain image has the Neuron driver.
  if (bottlerocket !== null)
    return {
      family: 'Bottlerocket',
      driver: bottlerocket[1] ? 'nvidia' : 'neuron',
      ...archOf(bottlerocket[2]),
    };
  const al2 = AL2.exec(text);
  if (al2 === null) return undefined;
  const kind = al2[1] ?? al2[2];
  return {
    family: 'AL2',
    arch: kind === '-arm64' ? 'arm64' : 'amd64',
    driver: kind === '-gpu' ? 'both' : 'none',
  };
}

function archOf(text = ''): Pick<EksImage, 'arch'> {
  const arch = ARCHITECTURES[text];
  return arch === undefined ? {} : { arch };
}
