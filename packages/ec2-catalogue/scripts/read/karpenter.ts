import type { Archive } from '../download.ts';

const folder = 'github.com/aws/karpenter-provider-aws@*/pkg/providers';

/** The prices of a region, as text, by type, and the day when they were collected. */
export interface PublishedPrices {
  date: string;
  prices: ReadonlyMap<string, string>;
}

/** The regions in dollars. The table of China is in yuan. */
export async function publishedPrices(karpenter: Archive): Promise<ReadonlyMap<string, PublishedPrices>> {
  const regions = new Map<string, PublishedPrices>();
  for (const file of ['pricing_aws', 'pricing_aws_us_gov']) {
    const text = (await karpenter(`${folder}/pricing/zz_generated.${file}.go`)).toString();
    const [, date = ''] = /^\/\/ generated at (\d{4}-\d\d-\d\d)/m.exec(text) ?? [];
    for (const [, region = '', body = ''] of text.matchAll(/^\t"([a-z0-9-]+)": \{\n(.*?)^\t\}/gms)) {
      const rows = body.matchAll(/"([a-z0-9-]+\.[a-z0-9-]+)": ([0-9.]+)/g);
      regions.set(region, {
        date,
        prices: new Map(Array.from(rows, ([, type = '', price = '']) => [type, price])),
      });
    }
  }
  return regions;
}

/** Karpenter's network bandwidth in Mbps by type. */
export async function bandwidths(karpenter: Archive): Promise<ReadonlyMap<string, number>> {
  const text = (await karpenter(`${folder}/instancetype/zz_generated.bandwidth.go`)).toString();
  const rows = text.matchAll(/^\t+"([a-z0-9.-]+)": +(\d+),$/gm);
  return new Map(Array.from(rows, ([, type = '', value]) => [type, Number(value)]));
}

/** What `zz_generated.vpclimits.go` has of a type. */
export interface Limits {
  trunking: boolean;
  branchInterfaces: number;
  ipv4PerInterface: number;
}

/** The limits of network interfaces by type. */
export async function vpcLimits(karpenter: Archive): Promise<ReadonlyMap<string, Limits>> {
  const text = (await karpenter(`${folder}/instancetype/zz_generated.vpclimits.go`)).toString();
  const blocks = text.matchAll(/^\t"([a-z0-9.-]+)": \{\n(.*?)^\t\},$/gms);
  return new Map(
    Array.from(blocks, ([, type = '', body = '']) => {
      const field = (name: string): string => new RegExp(`${name}: +(\\S+),`).exec(body)?.[1] ?? '';
      const limits = {
        trunking: field('IsTrunkingCompatible') === 'true',
        branchInterfaces: Number(field('BranchInterface')),
        ipv4PerInterface: Number(field('IPv4PerInterface')),
      };
      return [type, limits];
    }),
  );
}
