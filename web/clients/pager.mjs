// Pages as Relay does. With a number SIZE: walks the claims at URL, SIZE a page, forwards and then backwards, and prints the ids of
// both ways. With a file REQUESTS: sends the requests in it, each again for its next page as long as it has one, and prints the pages of each.
import { readFile } from 'node:fs/promises';

const [url, what] = process.argv.slice(2);

async function ask(query, variables) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

async function walk(size) {
  const page = async (variables) => {
    const { claims } = await ask(
      `query Page($first: Int, $after: String, $last: Int, $before: String) {
        claims(first: $first, after: $after, last: $last, before: $before) {
          edges { cursor node { id __typename } }
          pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        }
      }`,
      variables,
    );
    return claims;
  };
  const forwards = [];
  for (let after = null, more = true; more; ) {
    const { edges, pageInfo } = await page({ first: size, after });
    forwards.push(...edges.map(({ node }) => node.id));
    if (pageInfo.endCursor !== edges.at(-1)?.cursor) throw new Error('endCursor is not that of the last edge');
    ({ endCursor: after, hasNextPage: more } = pageInfo);
  }
  const backwards = [];
  for (let before = null, more = true; more; ) {
    const { edges, pageInfo } = await page({ last: size, before });
    backwards.unshift(...edges.map(({ node }) => node.id));
    ({ startCursor: before, hasPreviousPage: more } = pageInfo);
  }
  return { forwards, backwards };
}

// pages returns the answer to a request and, where a root of it is a connection that tells of a next page, those to the same
// request from there on.
async function pages({ query, variables }) {
  const answers = [];
  for (let after, more = true; more; ) {
    const data = await ask(query, after === undefined ? variables : { ...variables, after });
    answers.push(data);
    const connection = Object.values(data).find((root) => root?.pageInfo);
    after = connection?.pageInfo.endCursor;
    more = connection?.pageInfo.hasNextPage ?? false;
  }
  return answers;
}

async function run(requests) {
  const all = [];
  for (const request of requests) all.push(await pages(request));
  return all;
}

const size = Number(what);
console.log(JSON.stringify(await (size ? walk(size) : run(JSON.parse(await readFile(what, 'utf8'))))));
