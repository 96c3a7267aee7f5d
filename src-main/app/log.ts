import path from 'node:path';
import log from 'electron-log/node';

/** Where the log of a home lies. */
export function logFile(home: string): string {
  return path.join(home, 'logs', 'unroll.log');
}

/** Errors that nobody treated, and failed requests, go to `HOME/logs/unroll.log` and to the terminal. */
export function startLog(home: string): (name: string, error: unknown) => void {
  log.transports.file.resolvePathFn = () => logFile(home);
  log.transports.file.level = 'info';
  log.transports.console.level = 'warn';
  process.on('uncaughtException', (error) => log.error('uncaught', error));
  process.on('unhandledRejection', (error) => log.error('unhandled rejection', error));
  return (name, error) => log.error(name, error);
}
