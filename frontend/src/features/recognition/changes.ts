type Listener = (kudosId: string) => Promise<void> | void;

const listeners = new Set<Listener>();

/** Tells whatever shows these kudos that the viewer has just changed them; resolved when it has read them. */
export async function changed(kudosId: string): Promise<void> {
  await Promise.all([...listeners].map((listener) => listener(kudosId)));
}

/** Hears of what the viewer changes on this device; answers how to stop. */
export function onChanged(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
