/** Whether this is the sandbox: the Worker says so in the page it serves; `vite dev` stands in front of one. */
export function isSandbox(): boolean {
  return import.meta.env.DEV || document.documentElement.dataset.deployment === 'sandbox';
}
