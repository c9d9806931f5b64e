/** Cases against all CRDs of a provider release, unknown fields too; their `runtime` part is not meant. */
export { default } from './crd.ts';
