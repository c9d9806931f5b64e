/** No function waits, so that an expression gives its value at once. */
export const sync = { async: false };
