import { spawn } from 'node:child_process';

/**
 * Starts the virtual display server Xvfb on a display number that is free.
 *
 * @returns {Promise<{ display: string, stop(): void }>} `display`: the value for DISPLAY
 */
export function startVirtualDisplay() {
  return new Promise((resolve, reject) => {
    const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    });
    const stop = () => server.kill();
    process.on('exit', stop);
    let messages = '';
    let number = '';
    server.stderr.setEncoding('utf8').on('data', (text) => (messages += text));
    server.stdio[3].setEncoding('utf8').on('data', (text) => {
      number += text;
      if (number.includes('\n')) resolve({ display: `:${number.trim()}`, stop });
    });
    server.on('error', (error) => reject(new Error(`Xvfb could not be started: ${error.message}`)));
    server.on('exit', (status) =>
      reject(new Error(`Xvfb ended with status ${status} before it was ready.\n${messages}`)),
    );
  });
}
