/**
 * How deep collections may nest, aliases expanded. go-yaml stops at 10,000; no Kubernetes object
 * comes near either, and this one leaves room on the stack for whoever walks the value.
 */
export const MAX_DEPTH = 1000;
