/** Whether this portal belongs to a sandbox, which has parts of its own: an outbox, a demo cluster, a trainer to try with. */
export function isSandbox(): boolean {
  return document.documentElement.dataset.deployment === 'sandbox' || import.meta.env.DEV;
}
