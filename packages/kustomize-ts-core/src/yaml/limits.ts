/**
 * How deep collections may nest, aliases expanded. go-yaml stops at 10,000; no Kubernetes object comes
 * near either. Reading this deep takes two thirds of Node's usual stack, so that it ends in a value or
 * in this error.
 */
export const MAX_DEPTH = 500;

/** How deep a value may nest to be printed. */
export const MAX_EMIT_DEPTH = 1000;
