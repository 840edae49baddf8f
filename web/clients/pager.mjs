// Walks the claims at URL as Relay does, SIZE a page, forwards and then backwards; prints the ids of both ways.
const [url, size] = process.argv.slice(2);

async function page(variables) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/graphql-response+json' },
    body: JSON.stringify({
      query: `query Page($first: Int, $after: String, $last: Int, $before: String) {
        claims(first: $first, after: $after, last: $last, before: $before) {
          edges { cursor node { id __typename } }
          pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        }
      }`,
      variables,
    }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data.claims;
}

const first = Number(size);
const forwards = [];
for (let after = null, more = true; more; ) {
  const { edges, pageInfo } = await page({ first, after });
  forwards.push(...edges.map(({ node }) => node.id));
  if (pageInfo.endCursor !== edges.at(-1)?.cursor) throw new Error('endCursor is not that of the last edge');
  ({ endCursor: after, hasNextPage: more } = pageInfo);
}
const backwards = [];
for (let before = null, more = true; more; ) {
  const { edges, pageInfo } = await page({ last: first, before });
  backwards.unshift(...edges.map(({ node }) => node.id));
  ({ startCursor: before, hasPreviousPage: more } = pageInfo);
}
console.log(JSON.stringify({ forwards, backwards }));
