// A real Prometheus for tests: it scrapes an exporter of ours every second, over TLS of a private authority.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { binaryPath } from '@modekeeper/cluster';
import { makePrivateCa } from '@modekeeper/cluster/private-ca';

export type RealPrometheus = {
  /** `https://localhost:port`. */
  url: string;
  /** PEM of the authority that it can be trusted by. */
  ca: string;
  stop(): Promise<void>;
};

/** Starts it on a port of its own. @param metrics what the exporter says, in the text format of Prometheus */
export async function startPrometheus(metrics: string): Promise<RealPrometheus> {
  const folder = mkdtempSync(join(tmpdir(), 'mk-prometheus-'));
  const exporter = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/plain' }).end(metrics));
  await new Promise<void>((done) => exporter.listen(0, '127.0.0.1', done));
  const target = `127.0.0.1:${(exporter.address() as AddressInfo).port}`;
  const authority = await makePrivateCa();
  const { cert, key } = await authority.issue('localhost');
  const put = (name: string, text: string) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    return join(folder, name);
  };
  put('cert.pem', cert);
  put('key.pem', key);
  const web = put('web.yml', 'tls_server_config:\n  cert_file: cert.pem\n  key_file: key.pem\n');
  const config = put(
    'prometheus.yml',
    // Labels of the exporter are the pods', as a DCGM exporter's are.
    `global: {scrape_interval: 1s}\nscrape_configs:\n  - {job_name: trainers, honor_labels: true, static_configs: [{targets: ['${target}']}]}\n`,
  );
  const args = [`--config.file=${config}`, `--web.config.file=${web}`, `--storage.tsdb.path=${join(folder, 'data')}`];
  const child = spawn(binaryPath('prometheus'), [...args, '--web.listen-address=127.0.0.1:0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  const said: string[] = [];
  const port = await new Promise<string>((done, fail) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      said.push(line);
      const found = /msg="Listening on".* address=127\.0\.0\.1:(\d+)/.exec(line)?.[1];
      if (found !== undefined) done(found);
    });
    child.once('error', fail);
    child.once('close', () => fail(new Error(`Prometheus ended: ${said.slice(-5).join('\n')}`)));
  });
  return {
    url: `https://localhost:${port}`,
    ca: authority.certificate,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      exporter.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
