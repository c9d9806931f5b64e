import { loadCatalogue } from '@poolwright/ec2-catalogue';

/** The types that EC2 sells as spot instances. */
export function spotTypes<T extends { name: string }>(types: readonly T[]): T[] {
  const catalogue = loadCatalogue();
  return types.filter(({ name }) => catalogue.type(name)?.usageClasses.includes('spot') ?? true);
}
