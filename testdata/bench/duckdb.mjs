// Runs a file of SQL statements in DuckDB with two threads, and writes the rows
// of the last one as CSV when a second file is named:
//   node duckdb.mjs DATABASE SQLFILE [OUT.csv]
// With --time it prints the median milliseconds of the last statement of a file,
// of 20 runs in this process, after the others have run once:
//   node duckdb.mjs --time DATABASE SQLFILE
import { DuckDBInstance } from '@duckdb/node-api';
import { readFileSync } from 'node:fs';

const timed = process.argv[2] === '--time';
const [database, file, out] = process.argv.slice(timed ? 3 : 2);
const instance = await DuckDBInstance.create(database, { threads: '2' });
const connection = await instance.connect();
let sql = readFileSync(file, 'utf8');
if (timed) {
  const statements = sql.split(';').filter((s) => s.trim());
  const last = statements.pop();
  for (const s of statements) await connection.run(s);
  const took = [];
  for (let i = 0; i < 20; i++) {
    const from = performance.now();
    await connection.runAndReadAll(last);
    took.push(performance.now() - from);
  }
  console.log(took.sort((a, b) => a - b)[10].toFixed(1));
} else {
  if (out) sql = `COPY (${sql}) TO '${out}' (HEADER false)`;
  await connection.run(sql);
}
connection.closeSync();
instance.closeSync();
