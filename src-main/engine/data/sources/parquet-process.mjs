/**
 * The program that parses parquet files, in a process of its own: a hostile file can make a parser spin or fill the
 * memory, and a process can be killed. It is JavaScript so that Node runs it from source as well, and tests fork the
 * very program that the application bundles.
 *
 * Started with the arguments FILE DOCSTRING_COLUMN CODE_COLUMN, it sends `{rows}`, then `{docstrings, codes, done}` for
 * each part of the file, waiting for an answer after each, and at last `{finished}`. A file that lacks what is
 * asked for ends in `{problem}`, one that cannot be parsed in `{failure}`.
 */
import '../../files/parent-watch.mjs';
import { asyncBufferFromFile, parquetMetadataAsync, parquetRead, parquetSchema } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';

const ROWS_PER_MESSAGE = 2000;

/** Sends a message and waits until the parent has taken it in. */
function send(message) {
  return new Promise((resolve) => {
    process.once('message', resolve);
    process.send(message);
  });
}

/** Values of one column of a row group; null where the row has none. */
function readColumn(file, metadata, column, rowStart, rowEnd) {
  return new Promise((resolve, reject) => {
    const onComplete = (rows) => resolve(rows.map(([value]) => value ?? null));
    parquetRead({ file, metadata, compressors, columns: [column], rowStart, rowEnd, onComplete }).catch(
      reject,
    );
  });
}

/** A plain sentence if a column is missing or holds no texts. */
function columnProblem(metadata, column) {
  const columns = parquetSchema(metadata).children.map(({ element }) => element);
  const found = columns.find(({ name }) => name === column);
  const present = columns.map(({ name }) => JSON.stringify(name)).join(', ');
  if (!found) return `no column ${JSON.stringify(column)}; the columns are ${present}`;
  if (found.type !== 'BYTE_ARRAY') return `the column ${JSON.stringify(column)} does not hold texts`;
  return null;
}

async function parse([path, docstringColumn, codeColumn]) {
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file);
  const problem = columnProblem(metadata, docstringColumn) ?? columnProblem(metadata, codeColumn);
  if (problem) return send({ problem });
  await send({ rows: Number(metadata.num_rows) });
  let done = 0;
  for (const group of metadata.row_groups) {
    const end = done + Number(group.num_rows);
    const docstrings = await readColumn(file, metadata, docstringColumn, done, end);
    const codes = await readColumn(file, metadata, codeColumn, done, end);
    if (docstrings.length !== end - done || codes.length !== end - done)
      return send({ failure: 'columns hold fewer rows than the file announces' });
    for (let start = 0; start < docstrings.length; start += ROWS_PER_MESSAGE) {
      const part = (values) => values.slice(start, start + ROWS_PER_MESSAGE);
      const sent = Math.min(start + ROWS_PER_MESSAGE, docstrings.length);
      await send({ docstrings: part(docstrings), codes: part(codes), done: done + sent });
    }
    done = end;
  }
  return send({ finished: true });
}

parse(process.argv.slice(2))
  .catch((error) => send({ failure: error instanceof Error ? error.message : String(error) }))
  .finally(() => process.disconnect());
