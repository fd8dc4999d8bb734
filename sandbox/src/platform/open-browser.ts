import { spawn } from 'node:child_process';

/** Opens an address in the person's browser. False when this machine has none that can be asked (a server, a container). */
export function openBrowser(url: string): Promise<boolean> {
  const command = process.platform === 'darwin' ? 'open' : 'xdg-open';
  return new Promise((done) => {
    const opener = spawn(command, [url], { stdio: 'ignore', detached: true });
    opener.once('error', () => done(false));
    // The opener hands over and ends; a browser that it became is not waited for.
    opener.once('exit', (code) => done(code === 0));
    opener.once('spawn', () => setTimeout(() => done(true), 3_000).unref());
    opener.unref();
  });
}
