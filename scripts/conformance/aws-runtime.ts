/** The `runtime` part of aws-cases.jsonl. */
export { default } from './runtime.ts';
