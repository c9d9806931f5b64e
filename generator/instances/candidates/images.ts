import { amiAlias } from '../objects/ami-family.ts';
import { eksImages } from '../objects/eks-image.ts';
import { archLabel, instancePrefix } from '../objects/labels.ts';
import type { NodeClass } from '../objects/node-class.ts';

/** What an image requires of instance types. */
interface Image {
  arch: string;
  /** The devices that a published image is made for; undefined where its architecture alone counts. */
  devices?: 'none' | 'gpu' | 'accelerator';
}

const both = (devices: Image['devices']): Image[] => [
  { arch: 'amd64', ...(devices && { devices }) },
  { arch: 'arm64', ...(devices && { devices }) },
];
const neuron: Image = { arch: 'amd64', devices: 'accelerator' };

/** The images of an alias: provider v1.15.2, pkg/providers/amifamily, DescribeImageQuery of each family. */
const published: ReadonlyMap<string, readonly Image[]> = new Map<string, readonly Image[]>([
  ['AL2', [...both('none'), neuron, { arch: 'amd64', devices: 'gpu' }]],
  ['AL2023', [...both('none'), ...both('gpu'), neuron]],
  ['Bottlerocket', [...both('none'), ...both('gpu'), neuron]],
  ...['Windows2019', 'Windows2022', 'Windows2025'].map((family) => [family, [{ arch: 'amd64' }]] as const),
]);

/**
 * Whether a node class selects an image for nodes with such labels: provider v1.15.2, pkg/providers/amifamily/ami.go,
 * MapToInstanceTypes. Undefined where only AWS knows the architecture of what it selects.
 */
export function imageCheck(
  nodeClass: NodeClass,
): ((labels: ReadonlyMap<string, string>) => boolean) | undefined {
  const images = imagesOf(nodeClass);
  return images && ((labels) => images.some((image) => suits(image, labels)));
}

function imagesOf({ spec, family }: NodeClass): readonly Image[] | undefined {
  if (amiAlias(spec) !== undefined) return published.get(family);
  const selected = eksImages(spec);
  if (selected.length === 0) return undefined;
  const images: Image[] = [];
  for (const image of selected) {
    if (image?.arch === undefined || !image.isCertain) return undefined;
    images.push({ arch: image.arch });
  }
  return images;
}

function suits({ arch, devices }: Image, labels: ReadonlyMap<string, string>): boolean {
  if (labels.get(archLabel) !== arch) return false;
  const hasGpu = labels.has(`${instancePrefix}gpu-count`);
  const hasAccelerator = labels.has(`${instancePrefix}accelerator-count`);
  if (devices === 'gpu') return hasGpu;
  if (devices === 'accelerator') return hasAccelerator;
  return devices === undefined || (!hasGpu && !hasAccelerator);
}
