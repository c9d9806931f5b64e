/** Controls that a reader opens, fills in or selects. */
export type Control = HTMLElement;

function controls(): Iterable<Control> {
  return document.querySelectorAll('details, [aria-expanded], [aria-selected], input, select, textarea');
}

/** The controls of the page with what identifies each in the next state of the page, too. */
export function keyedControls(): Map<string, Control> {
  const found = new Map<string, Control>();
  for (const control of controls()) {
    const place = placeOf(control);
    let key = place;
    // Those of one place differ by their order.
    for (let i = 2; found.has(key); i++) key = `${place} ${i}`;
    found.set(key, control);
  }
  return found;
}

function placeOf(control: Control): string {
  if (control.id !== '') return `#${control.id}`;
  const place = control.getAttribute('aria-controls') ?? control.closest('[id]')?.id ?? '';
  return `${place} ${control.tagName} ${control.getAttribute('name') ?? ''}`;
}

/** Its text or choice, or whether it is open. */
export function stateOf(control: Control): string | boolean {
  if (control instanceof HTMLDetailsElement) return control.open;
  if (control instanceof HTMLInputElement && isTicked(control)) return control.checked;
  if (isField(control)) return control.value;
  return control.getAttribute('aria-expanded') === 'true' || control.getAttribute('aria-selected') === 'true';
}

/** Changes its state as a reader does, so that the scripts of the page notice. */
export function setState(control: Control, state: string | boolean): void {
  if (control instanceof HTMLDetailsElement) control.open = state === true;
  else if (control instanceof HTMLInputElement && isTicked(control)) control.click();
  else if (isField(control)) {
    control.value = String(state);
    for (const name of ['input', 'change']) control.dispatchEvent(new Event(name, { bubbles: true }));
  } else if (control.hasAttribute('aria-expanded') || state === true) control.click();
}

function isTicked({ type }: HTMLInputElement): boolean {
  return type === 'checkbox' || type === 'radio';
}

function isField(control: Control): control is HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement {
  return ['INPUT', 'SELECT', 'TEXTAREA'].includes(control.tagName);
}
