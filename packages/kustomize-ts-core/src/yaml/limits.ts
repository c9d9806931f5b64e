/**
 * How deep collections may nest, aliases expanded. go-yaml stops at 10,000; no Kubernetes object is
 * nearly as deep. Reading this deep takes two thirds of Node's default stack, so that the result is a value or
 * this error.
 */
export const MAX_DEPTH = 500;

/** How deep a value may nest to be printed. */
export const MAX_EMIT_DEPTH = 1000;
