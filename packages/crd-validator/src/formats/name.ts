/**
 * `hostname`: it may contain letters and symbols of all scripts, also those that Unicode got after version 15, which
 * Go 1.26 does not know yet.
 */
export function isHostname(text: string): boolean {
  // strfmt/default.go, HostnamePattern: one label, or labels and a top-level domain of letters. It takes long to read.
  const hostname =
    /^(?:[a-z0-9\p{S}\p{L}]-?[a-z0-9\p{S}\p{L}]{0,62}|(?:[a-z0-9\p{S}\p{L}](?:[a-z0-9\p{S}\p{L}-]{0,61}[a-z0-9\p{S}\p{L}])?\.)+[a-z\p{L}]{2,63})$/iu;
  if (Buffer.byteLength(text) > 255 || !hostname.test(text)) return false;
  return text.split('.').every((label) => Buffer.byteLength(label) <= 63);
}

/** `k8s-short-name`: a DNS label in lower case. */
export function isShortName(text: string): boolean {
  return text.length <= 63 && /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(text);
}

/** `k8s-long-name`: such labels, of any length, with dots between them. */
export function isLongName(text: string): boolean {
  return (
    text.length <= 253 && /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/.test(text)
  );
}
