const running = new Map<string, number>();

/** Counts an upload of an exchange of a node as running until it ends, however it ends. */
export async function countUpload<T>(
  of: { readonly nodeId: string; readonly exchangeId: string },
  upload: () => Promise<T>,
): Promise<T> {
  const keys = [of.nodeId, of.exchangeId];
  for (const key of keys) running.set(key, (running.get(key) ?? 0) + 1);
  try {
    return await upload();
  } finally {
    for (const key of keys) {
      const left = (running.get(key) ?? 1) - 1;
      if (left > 0) running.set(key, left);
      else running.delete(key);
    }
  }
}

/** Whether a file of the node (or of the exchange, by its id) is being received now. */
export function uploading(nodeOrExchangeId: string): boolean {
  return running.has(nodeOrExchangeId);
}
