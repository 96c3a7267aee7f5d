import { main } from './main';

// A reader that closes early (`unroll ... | head`) is no failure worth a stack trace.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

void main(process.argv.slice(2), process).then((code) => (process.exitCode = code));
