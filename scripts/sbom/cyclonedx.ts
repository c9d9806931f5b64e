import { createHash } from 'node:crypto';

/** A component of a CycloneDX 1.5 document, as far as we write it. */
export interface Component {
  'bom-ref': string;
  type: 'library' | 'data';
  name: string;
  version?: string;
  purl?: string;
  description?: string;
  licenses?: ({ license: { id: string } } | { expression: string })[];
  properties?: { name: string; value: string }[];
}

export interface Dependency {
  ref: string;
  dependsOn: readonly string[];
}

/** What a software bill of materials says of one package. */
export interface Materials {
  component: Component;
  components: readonly Component[];
  dependencies: readonly Dependency[];
}

/**
 * A CycloneDX document. The same materials and date give the same text.
 * @param date of the release
 */
export function bomText(materials: Materials, date: Date): string {
  const { component, components, dependencies } = materials;
  const hash = createHash('sha256').update(JSON.stringify(materials)).digest('hex');
  const bom = {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    serialNumber: `urn:uuid:${uuid(hash)}`,
    version: 1,
    metadata: {
      timestamp: date.toISOString(),
      lifecycles: [{ phase: 'build' }],
      component,
    },
    components,
    dependencies,
  };
  return `${JSON.stringify(bom, null, 2)}\n`;
}

/** The licenses of a component. */
export function licensesOf(expression: string): NonNullable<Component['licenses']> {
  return [/ (AND|OR|WITH) /.test(expression) ? { expression } : { license: { id: expression } }];
}

/** A UUID (version 8) made of a hash. */
function uuid(hash: string): string {
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ].join('-');
}
