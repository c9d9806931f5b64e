/** A mark with a value, and its middle in the plot's own pixels. */
interface Point {
  element: Element;
  x: number;
  y: number;
  text: string;
}

/** How near a pointer has to come to a mark to mean it, in pixels. */
const NEAR = 16;

const ARROWS: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * Shows the value of a mark under the pointer, and of the marks that the arrow keys go through; screen readers read it out.
 * @returns what ends it
 */
export function explore(holder: HTMLElement, svg: SVGElement, label: string): () => void {
  const points = pointsOf(svg);
  if (points.length === 0) return () => {};
  const tip = document.createElement('p');
  tip.className = 'tip';
  tip.hidden = true;
  const live = document.createElement('p');
  live.className = 'hidden-text';
  live.setAttribute('aria-live', 'polite');
  holder.append(tip, live);
  holder.tabIndex = 0;
  holder.setAttribute('role', 'application');
  holder.setAttribute('aria-roledescription', 'plot');
  holder.setAttribute('aria-label', `${label}: use the arrow keys to read the values`);
  let current: Point | undefined;

  const show = (point: Point | undefined): void => {
    current?.element.classList.remove('current');
    current = point;
    tip.hidden = point === undefined;
    if (!point) return;
    point.element.classList.add('current');
    tip.textContent = point.text;
    const [left, top] = placeOf(point, holder, svg, tip);
    tip.style.left = `${left}px`;
    tip.style.top = `${top}px`;
  };
  const onMove = (event: PointerEvent): void => {
    const { left, top } = svg.getBoundingClientRect();
    show(under(points, event.target) ?? nearest(points, event.clientX - left, event.clientY - top));
  };
  const onLeave = (): void => show(undefined);
  const onKey = (event: KeyboardEvent): void => {
    const next = nextPoint(points, current, event.key);
    if (event.key === 'Escape') show(undefined);
    if (!next) return;
    event.preventDefault();
    show(next);
    live.textContent = next.text;
  };
  svg.addEventListener('pointermove', onMove);
  svg.addEventListener('pointerleave', onLeave);
  holder.addEventListener('keydown', onKey);
  holder.addEventListener('blur', onLeave);
  return () => {
    holder.removeEventListener('keydown', onKey);
    holder.removeEventListener('blur', onLeave);
    for (const name of ['role', 'aria-roledescription', 'aria-label', 'tabindex'])
      holder.removeAttribute(name);
  };
}

/** The marks of data; groups have a label for the kind of their marks. */
function pointsOf(svg: SVGElement): Point[] {
  const { left, top } = svg.getBoundingClientRect();
  return [...svg.querySelectorAll(':not(g)[aria-label]')].map((element) => {
    const box = element.getBoundingClientRect();
    return {
      element,
      x: box.left + box.width / 2 - left,
      y: box.top + box.height / 2 - top,
      text: element.getAttribute('aria-label') ?? '',
    };
  });
}

function under(points: readonly Point[], target: EventTarget | null): Point | undefined {
  return points.find(({ element }) => element === target);
}

function nearest(points: readonly Point[], x: number, y: number): Point | undefined {
  let found: Point | undefined;
  let least = NEAR;
  for (const point of points) {
    const distance = Math.hypot(point.x - x, point.y - y);
    if (distance < least) [found, least] = [point, distance];
  }
  return found;
}

/** The point that a key goes to: the nearest one in the direction of an arrow, more so the straighter it lies there. */
function nextPoint(points: readonly Point[], current: Point | undefined, key: string): Point | undefined {
  if (key === 'Home') return points[0];
  if (key === 'End') return points.at(-1);
  const arrow = ARROWS[key];
  if (!arrow) return undefined;
  if (!current) return points[0];
  const [x, y] = arrow;
  let found: Point | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const point of points) {
    const [dx, dy] = [point.x - current.x, point.y - current.y];
    const ahead = dx * x + dy * y;
    const aside = Math.abs(dx * y) + Math.abs(dy * x);
    if (ahead < 0.5 || ahead + 4 * aside >= least) continue;
    found = point;
    least = ahead + 4 * aside;
  }
  return found;
}

/** Above a point and within the holder. */
function placeOf(
  point: Point,
  holder: HTMLElement,
  svg: SVGElement,
  tip: HTMLElement,
): [left: number, top: number] {
  const outer = holder.getBoundingClientRect();
  const inner = svg.getBoundingClientRect();
  const middle = inner.left - outer.left + point.x;
  const y = inner.top - outer.top + point.y;
  const left = Math.max(0, Math.min(middle - tip.offsetWidth / 2, outer.width - tip.offsetWidth));
  const above = y - tip.offsetHeight - 12;
  return [left, above >= 0 ? above : y + 12];
}
