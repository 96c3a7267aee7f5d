import path from 'node:path';
import log from 'electron-log/node';

/** Errors that nobody treated, and failed requests, go to `HOME/logs/unroll.log` and to the terminal. */
export function startLog(home: string): (name: string, error: unknown) => void {
  log.transports.file.resolvePathFn = () => path.join(home, 'logs', 'unroll.log');
  log.transports.file.level = 'info';
  log.transports.console.level = 'warn';
  process.on('uncaughtException', (error) => log.error('uncaught', error));
  process.on('unhandledRejection', (error) => log.error('unhandled rejection', error));
  return (name, error) => log.error(name, error);
}
