/** Packages that are not part of the bundle: one is optional, the other large and seldom needed. */
export interface Packages {
  'kubeconform-wasm': typeof import('kubeconform-wasm');
  '@kubernetes/client-node': typeof import('@kubernetes/client-node');
}

/** Imports one of them. It comes from outside, since compiled code that was kept cannot import by itself in Node 20. */
export type ImportPackage = <Name extends keyof Packages>(name: Name) => Promise<Packages[Name]>;
