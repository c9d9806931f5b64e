/** The same of what is before a change and after it. */
export function both<T, U>(before: T, after: T, of: (one: T) => U): [before: U, after: U] {
  return [of(before), of(after)];
}
