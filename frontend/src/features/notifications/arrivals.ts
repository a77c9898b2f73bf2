const listeners = new Set<() => void>();

/** Calls whenever something may be new; returns how to stop. */
export function onArrival(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function tellOfArrival(): void {
  for (const listener of listeners) listener();
}
