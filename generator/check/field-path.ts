/**
 * The steps of a field as people and the API server write it: `spec.taints[0].key`, `spec.limits["nvidia.com/gpu"]`. Keys with dots that
 * have no quotes cannot be distinguished and are cut.
 */
export function stepsOf(field: string): (string | number)[] {
  return Array.from(
    field.matchAll(/\[(\d+)\]|\[["']([^"']*)["']\]|([^.[\]]+)/g),
    ([, index, quoted, plain]) => (index === undefined ? (quoted ?? plain ?? '') : Number(index)),
  );
}
