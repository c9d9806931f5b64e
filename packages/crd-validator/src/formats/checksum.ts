/** `isbn10`: spaces and hyphens aside, ten digits, of which the last may be X (kube-openapi, third_party/govalidator). */
export function isIsbn10(text: string): boolean {
  const digits = bare(text);
  if (!/^\d{9}[\dX]$/.test(digits)) return false;
  return weighed(digits, (index) => index + 1) % 11 === 0;
}

/** `isbn13`: spaces and hyphens aside, thirteen digits. */
export function isIsbn13(text: string): boolean {
  const digits = bare(text);
  return /^\d{13}$/.test(digits) && weighed(digits, (index) => (index % 2 === 0 ? 1 : 3)) % 10 === 0;
}

const issuers =
  /^(?:4\d{12}(?:\d{3})?|5[1-5]\d{14}|6(?:011|5\d\d)\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|(?:2131|1800|35\d{3})\d{11})$/;

/** `creditcard`: the digits in the text are a known issuer's, with the right sum of Luhn's. */
export function isCreditCard(text: string): boolean {
  const digits = text.replace(/\D+/g, '');
  if (!issuers.test(digits)) return false;
  let sum = 0;
  for (let at = digits.length - 1, double = false; at >= 0; at -= 1, double = !double) {
    const digit = Number(digits[at]) * (double ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}

function bare(text: string): string {
  return text.replace(/[\t\n\f\r -]+/g, '');
}

function weighed(digits: string, weight: (index: number) => number): number {
  return [...digits].reduce(
    (sum, digit, index) => sum + weight(index) * (digit === 'X' ? 10 : Number(digit)),
    0,
  );
}
