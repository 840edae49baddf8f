// Opens GraphiQL on the examples: ?example=NAME on one of them, ?docs on the documentation.
async function start() {
  const asked = new URLSearchParams(location.search);
  const examples = await (await fetch('playground/examples.json')).json();
  const example = examples.find(({ name }) => name === asked.get('example'));
  const ordered = example ? [example, ...examples.filter((other) => other !== example)] : examples;
  ReactDOM.createRoot(document.getElementById('graphiql')).render(
    React.createElement(GraphiQL, {
      fetcher: GraphiQL.createFetcher({ url: 'graphql' }),
      defaultTabs: ordered.map(({ query }) => ({ query })),
      query: example?.query,
      defaultEditorToolsVisibility: false,
      ...(asked.has('docs') && { visiblePlugin: 'Documentation Explorer' }),
    }),
  );
}

start();
