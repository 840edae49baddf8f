// Opens GraphiQL on the examples: ?example=NAME on one of them, ?docs on the documentation.
const send = GraphiQL.createFetcher({ url: 'graphql' });

// Just after a change of tabs GraphiQL still names the operation of the tab before: a name that the
// query does not have is left out.
function fetcher({ operationName, ...request }, options) {
  const known = operationName && new RegExp(`\\b${operationName}\\b`).test(request.query);
  return send(known ? { ...request, operationName } : request, options);
}

async function start() {
  const asked = new URLSearchParams(location.search);
  const examples = await (await fetch('playground/examples.json')).json();
  const example = examples.find(({ name }) => name === asked.get('example'));
  const ordered = example ? [example, ...examples.filter((other) => other !== example)] : examples;
  ReactDOM.createRoot(document.getElementById('graphiql')).render(
    React.createElement(GraphiQL, {
      fetcher,
      defaultTabs: ordered.map(({ query, variables }) => ({ query, variables })),
      query: example?.query,
      variables: example?.variables,
      defaultEditorToolsVisibility: ordered[0].variables ? 'variables' : false,
      ...(asked.has('docs') && { visiblePlugin: 'Documentation Explorer' }),
    }),
  );
}

start();
