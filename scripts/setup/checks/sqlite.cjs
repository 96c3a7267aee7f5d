// Writes rows in a transaction to a database file, reads them back and prints `{ "version" }` as JSON.
// Usage: node sqlite.cjs PACKAGE_FOLDER BINDING; the same under Electron with ELECTRON_RUN_AS_NODE=1.
const assert = require('node:assert/strict');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const [packageFolder, nativeBinding] = process.argv.slice(2).map((file) => path.resolve(file));
const Database = require(packageFolder);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'unroll-sqlite-'));
try {
  const database = new Database(path.join(folder, 'check.sqlite'), { nativeBinding });
  database.pragma('journal_mode = WAL');
  database.exec('CREATE TABLE numbers (value INTEGER NOT NULL) STRICT');
  const insert = database.prepare('INSERT INTO numbers VALUES (?)');
  database.transaction(() => {
    for (let value = 1; value <= 1000; value++) insert.run(value);
  })();
  assert.deepEqual(database.prepare('SELECT count(*) AS count, sum(value) AS sum FROM numbers').get(), {
    count: 1000,
    sum: 500_500,
  });
  const { version } = database.prepare('SELECT sqlite_version() AS version').get();
  database.close();
  process.stdout.write(JSON.stringify({ version }));
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
