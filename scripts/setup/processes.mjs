import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';

const running = new Set();

/** Ends every child that is still running, with its own children. For the exit handlers of set-up. */
export function endChildren() {
  for (const child of running) {
    try {
      if (process.platform === 'win32') child.kill();
      else process.kill(-child.pid, 'SIGTERM');
    } catch {
      // It has ended by itself in the meantime.
    }
  }
}

/**
 * The last lines of a child's output that say something, for an error message.
 *
 * @param {string} text
 * @param {{ lines?: number, noise?: RegExp }} [options] `noise`: lines to leave out, unless there are no others
 */
export function tail(text, { lines = 12, noise } = {}) {
  const all = text
    .split(/[\r\n]+/)
    .map((line) => line.trimEnd())
    .filter(Boolean);
  const telling = noise ? all.filter((line) => !noise.test(line)) : all;
  return (telling.length > 0 ? telling : all).slice(-lines).join('\n');
}

/**
 * Runs a program to its end with its output captured.
 *
 * @param {string} program
 * @param {string[]} parameters
 * @param {{ cwd?: string, env?: object, onOutput?: (text: string) => void, timeout?: number, shell?: boolean,
 *   message?: { lines?: number, noise?: RegExp } }} [options] `timeout` in milliseconds; `message`: which part of the
 *   output an error repeats
 * @returns {Promise<{ stdout: string, stderr: string }>}
 * @throws an Error that names the program, how it ended and the last lines it wrote
 */
export function run(program, parameters, { cwd, env, onOutput, timeout, shell = false, message } = {}) {
  return new Promise((resolve, reject) => {
    // A process group of its own, so that an interrupted set-up can end grandchildren (make, cc) as well.
    const child = spawn(program, parameters, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
      shell,
    });
    running.add(child);
    const output = { stdout: '', stderr: '' };
    let late = false;
    const timer = timeout && setTimeout(() => ((late = true), endOne(child)), timeout);
    for (const stream of ['stdout', 'stderr']) {
      child[stream].setEncoding('utf8').on('data', (text) => {
        output[stream] += text;
        onOutput?.(text);
      });
    }
    const finish = (action) => (value, endSignal) => {
      clearTimeout(timer);
      running.delete(child);
      action(value, endSignal);
    };
    child.on(
      'error',
      finish((error) => reject(new Error(`${program} could not be started: ${error.message}`))),
    );
    child.on(
      'close',
      finish((code, endSignal) => {
        if (code === 0) return resolve(output);
        const end = late
          ? `was stopped after ${timeout / 1000} s`
          : endSignal
            ? `was ended by ${endSignal}`
            : `exited with ${code}`;
        const last = tail(output.stderr || output.stdout, message);
        reject(new Error(`${path.basename(program)} ${end}${last ? `:\n${last}` : ''}`));
      }),
    );
  });
}

function endOne(child) {
  if (process.platform === 'win32') child.kill();
  else process.kill(-child.pid, 'SIGKILL');
}

/** The path of a program on PATH, or null. */
export function findProgram(name) {
  const suffixes = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    for (const suffix of suffixes) {
      const file = path.join(folder, name + suffix);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        continue;
      }
    }
  }
  return null;
}

/** True while a process with this id runs on this computer. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
