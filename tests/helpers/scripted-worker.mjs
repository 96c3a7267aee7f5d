/**
 * A process that speaks the engine's protocol and misbehaves on request, for tests of the host alone: the location of the
 * job's data source says what it does.
 */
let stopped = () => {};
let paused = null;

process.on('disconnect', () => process.exit(1));
process.on('message', (message) => {
  if (message.type === 'stop') return stopped();
  if (message.type === 'pause' && paused) return paused();
  if (message.type !== 'run') return process.send({ type: 'notice', message: `received ${message.type}` });
  const script = message.job.source?.location ?? message.job.texts[0];
  switch (script) {
    case 'finish':
      process.send({ type: 'notice', message: 'working' });
      return process.send({ type: 'job-done' });
    case 'wait':
      process.send({ type: 'notice', message: 'working' });
      stopped = () => process.send({ type: 'job-done' });
      return;
    case 'finish a run at pause':
    case 'fail a run at pause': {
      const ended = script.startsWith('fail') ? ['failed', 'diverged'] : ['finished', null];
      const [{ run }] = message.job.runs;
      paused = () => process.send({ type: 'run-ended', run, state: ended[0], reason: ended[1] });
      // As an engine that writes a checkpoint first.
      stopped = () => setTimeout(() => process.send({ type: 'job-done' }), 100);
      return process.send({ type: 'notice', message: 'working' });
    }
    case 'ignore stop':
      return process.send({ type: 'notice', message: 'working' });
    case 'fail':
      return process.send({
        type: 'job-failed',
        message: 'data.jsonl, line 3: no code',
        userError: true,
        stack: null,
      });
    case 'exit':
      process.stderr.write('out of luck\n', () => process.exit(7));
      return;
    case 'die':
      return process.kill(process.pid, 'SIGKILL');
    case 'name yourself':
      process.send({ type: 'generations', generations: [{ run: String(process.pid) }] });
      return process.send({ type: 'job-done' });
    default:
      throw new Error(`unknown script ${script}`);
  }
});
