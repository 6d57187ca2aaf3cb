// The engine's package is CommonJS: named like this its exports survive bundling, and it is still loaded only when asked for.
export { DuckDBDataChunk, DuckDBInstance } from '@duckdb/node-api';
