import { loadCatalogue } from '@poolwright/ec2-catalogue';
import { interfaceLimitedPods } from '../../generator/instances/capacity/pods.ts';
import { type Outcome, outcomeOf } from './outcome.ts';

/**
 * The pods for which the network of each instance type has addresses: `TYPE PODS` lines of misc/eni-max-pods.txt of
 * github.com/aws/amazon-vpc-cni-k8s. Types that the catalogue does not describe are left out.
 */
export default async function run(lines: unknown[]): Promise<Outcome> {
  const rows = (lines as string[]).flatMap((line) => {
    const [name = '', pods] = line.split(/\s+/);
    const type = loadCatalogue().type(name);
    return line.startsWith('#') || type === undefined ? [] : [{ type, wanted: Number(pods) }];
  });
  const failures = rows.flatMap(({ type, wanted }) => {
    const got = interfaceLimitedPods(type.network, 0, { list: undefined, efaOnly: 0, efaOnlyOnFirstCard: 0 });
    return got === wanted ? [] : [`${type.name}: wanted ${wanted}, got ${got}`];
  });
  return outcomeOf(rows, failures);
}
