// What the API server's messages and Karpenter's own rules are made of: how Go writes values and reads durations, and
// apimachinery's rules for quantities, names and labels.
export { parseDuration } from './go-duration.ts';
export { parseQuantity } from './go-quantity.ts';
export { floatOf, goJson, goNumber, goQuote, goValue } from './go-text.ts';
export { labelKeyProblems, labelValueProblems } from './names.ts';
