// Sends the requests in the JSON file REQUESTS to URL with urql as it comes from npm; prints the answers.
import { readFile } from 'node:fs/promises';
import { Client, fetchExchange } from '@urql/core';

const [url, requests] = process.argv.slice(2);
const client = new Client({ url, exchanges: [fetchExchange], preferGetMethod: false });
const answers = [];
for (const { query, variables } of JSON.parse(await readFile(requests, 'utf8'))) {
  const { data, error } = await client.query(query, variables ?? {}).toPromise();
  if (error) throw error;
  answers.push(JSON.parse(JSON.stringify(data, (key, value) => (key === '__typename' ? undefined : value))));
}
console.log(JSON.stringify(answers));
