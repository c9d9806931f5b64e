/** The time zone that all parts of a page show. */
export interface ZoneStore {
  /** IANA time zones to choose from; the first is that of the command. */
  zones: readonly string[];
  current(): string;
  choose(zone: string): void;
  /** @returns what ends it */
  subscribe(listener: () => void): () => void;
}

/** A store of a page whose times are printed in a zone. */
export function createZoneStore(printed: string, reader: string): ZoneStore {
  const zones = [...new Set([printed, 'UTC', reader])];
  const listeners = new Set<() => void>();
  let current = printed;
  return {
    zones,
    current: () => current,
    choose: (zone) => {
      current = zone;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
