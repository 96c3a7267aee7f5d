// Starts the application folder that is named on the command line, as Electron's own default application does; the
// repackaged Electron comes without that one. Set-up copies this folder to `resources/app`.
const { app } = require('electron');
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

/** Splits `electron [-r MODULE]... [flags] FOLDER ...` into the modules to load first and the folder. */
function parse(parameters) {
  const modules = [];
  for (let index = 0; index < parameters.length; index++) {
    const parameter = parameters[index];
    if (parameter === '-r' || parameter === '--require') modules.push(parameters[++index]);
    else if (!parameter.startsWith('-')) return { modules, folder: path.resolve(parameter) };
  }
  return { modules, folder: null };
}

const { modules, folder } = parse(process.argv.slice(1));
if (folder === null) {
  process.stderr.write(`Electron ${process.versions.electron}. Usage: electron APPLICATION_FOLDER\n`);
  process.exit(process.argv.includes('--version') ? 0 : 2);
}
for (const name of modules) Module.createRequire(path.join(folder, 'package.json'))(path.resolve(name));

const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
app.setAppPath(folder);
app.setName(manifest.productName ?? manifest.name);
app.setVersion(manifest.version);
process.defaultApp = true;
require(path.join(folder, manifest.main ?? 'index.js'));
