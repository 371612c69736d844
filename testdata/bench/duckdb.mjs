// Runs a file of SQL statements in DuckDB with two threads, and writes the rows
// of the last one as CSV when a second file is named:
//   node duckdb.mjs DATABASE SQLFILE [OUT.csv]
import { DuckDBInstance } from '@duckdb/node-api';
import { readFileSync } from 'node:fs';

const [database, file, out] = process.argv.slice(2);
const instance = await DuckDBInstance.create(database, { threads: '2' });
const connection = await instance.connect();
let sql = readFileSync(file, 'utf8');
if (out) sql = `COPY (${sql}) TO '${out}' (HEADER false)`;
await connection.run(sql);
connection.closeSync();
instance.closeSync();
